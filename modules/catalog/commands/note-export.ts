import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';

/** Leaves in the audit who took the list of products, and by which filters. */
export const noteExport = command({
  name: 'catalog.note_export',
  permission: 'catalog.read',
  input: Type.Object({ form: Type.String({ maxLength: 10 }), filters: Type.String({ maxLength: 10_000 }) }),
  async handle({ orgId, emit }, { form, filters }) {
    emit({ name: 'catalog.exported', subject: { type: 'org', id: orgId }, payload: { form, filters } });
    return ok({});
  },
});
