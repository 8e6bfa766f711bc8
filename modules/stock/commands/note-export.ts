import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';

/** Leaves in the audit who took the list of stock, and by which filters. */
export const noteExport = command({
  name: 'stock.note_export',
  permission: 'stock.read',
  input: Type.Object({ form: Type.String({ maxLength: 10 }), filters: Type.String({ maxLength: 1_000 }) }),
  async handle({ orgId, emit }, { form, filters }) {
    emit({ name: 'stock.exported', subject: { type: 'org', id: orgId }, payload: { form, filters } });
    return ok({});
  },
});
