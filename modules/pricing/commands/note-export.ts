import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { Id } from '#platform/endpoint.ts';
import { visibleTo } from '#platform/visibility.ts';

/** Leaves in the account's timeline who took its price list; refuses an account that the actor does not see. */
export const notePriceListExport = command({
  name: 'pricing.note_price_list_export',
  permission: 'pricing.read',
  input: Type.Object({ accountId: Id, form: Type.String({ maxLength: 10 }) }),
  async handle({ tx, orgId, actor, emit }, { accountId, form }) {
    const { rows } = await sql`
      select from account a where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(tx);
    if (rows.length === 0) return refuse('pricing.not_found');
    emit({
      name: 'pricing.price_list_taken',
      subject: { type: 'account', id: accountId },
      accountId,
      payload: { form },
    });
    return ok({});
  },
});
