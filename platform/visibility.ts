import { type RawBuilder, sql } from 'kysely';
import type { Actor } from './actor.ts';

/**
 * The SQL twin of `sees`: a condition over the account whose alias is given. Belongs in every list, picker, card,
 * report, export and search that shows anything of an account.
 */
export function visibleTo(actor: Actor, accountAlias: string): RawBuilder<boolean> {
  if (actor.scope.kind === 'all') return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(`${accountAlias}.manager_id`)} = any(${[...actor.scope.ids]}::uuid[])`;
}
