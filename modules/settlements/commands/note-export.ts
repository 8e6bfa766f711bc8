import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';

/** Leaves in the audit who took debts away as a file. */
export const noteExport = command({
  name: 'settlements.note_export',
  permission: 'settlements.read',
  input: Type.Object({ what: Type.String({ maxLength: 20 }), form: Type.String({ maxLength: 10 }) }),
  async handle({ emit, orgId }, { what, form }) {
    emit({ name: 'settlements.exported', subject: { type: 'org', id: orgId }, payload: { what, form } });
    return ok({});
  },
});
