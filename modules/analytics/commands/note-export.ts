import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';

/** Leaves in the audit who took sales out as a file, and which. */
export const noteExport = command({
  name: 'analytics.note_export',
  permission: 'analytics.read',
  input: Type.Object({ report: Type.String({ maxLength: 20 }), form: Type.String({ maxLength: 10 }) }),
  async handle({ orgId, emit }, { report, form }) {
    emit({ name: 'analytics.exported', subject: { type: 'org', id: orgId }, payload: { report, form } });
    return ok({});
  },
});
