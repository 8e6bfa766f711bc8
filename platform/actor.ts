import type { Permission } from './permission.ts';

/** Whose accounts a person sees: everyone's, or those of the listed managers (itself, its team). */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'managers'; readonly ids: readonly string[] };

/** The person behind a request, with everything the rules may ask of them. */
export type Actor = {
  readonly orgId: string;
  readonly personId: string;
  readonly roleId: string;
  readonly name: string;
  readonly lang: 'ru' | 'en';
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: Scope;
  readonly seesCost: boolean;
  readonly mayExport: boolean;
};

/** True when records of this manager's accounts are visible to the actor; an account without a manager is seen only by `all`. */
export function sees(actor: Actor, managerId: string | null): boolean {
  return actor.scope.kind === 'all' || (managerId !== null && actor.scope.ids.includes(managerId));
}
