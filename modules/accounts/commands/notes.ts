import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { manyLines } from '../rules/text.ts';
import { insertNote } from '../store/attachments.ts';
import { lockSeen } from './locked.ts';

const toldMost = 200;

/** Writes a note. Notes are never changed; one may be written on an account of the archive too. */
export const addNote = command({
  name: 'accounts.add_note',
  permission: 'accounts.write',
  input: accounts.addNote.input,
  constraints: { account_note_pk: 'accounts.exists' },
  async handle(context, { accountId, id, body }) {
    const found = await lockSeen(context, accountId);
    if (!found.ok) return found;
    const text = manyLines(body);
    if (text === '') return refuse('accounts.note_empty');
    await insertNote(context, { id, accountId, body: text });
    context.emit(accountEvent('accounts.note_written', accountId, { noteId: id, text: text.slice(0, toldMost) }));
    return ok({});
  },
});
