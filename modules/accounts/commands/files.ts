import { Type } from '@sinclair/typebox';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { Id } from '#platform/endpoint.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { fileBytesMost } from '../model.ts';
import { detach, insertFile } from '../store/attachments.ts';
import { countOf } from '../store/places.ts';
import { lockSeen } from './locked.ts';

const filesMost = 1_000;

/** Hangs a file on an account after its bytes are kept. No route takes this input: only the upload makes it. */
export const attachFile = command({
  name: 'accounts.attach_file',
  permission: 'accounts.write',
  input: Type.Object({
    accountId: Id,
    fileId: Id,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    sizeBytes: Type.Integer({ minimum: 1, maximum: fileBytesMost }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    mediaType: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  constraints: { file_pk: 'accounts.exists' },
  async handle(context, file) {
    const found = await lockSeen(context, file.accountId);
    if (!found.ok) return found;
    const there = await countOf(context.tx, context.orgId, { table: 'account_file', accountId: file.accountId });
    if (there >= filesMost) return refuse('accounts.too_many', { most: filesMost });
    await insertFile(context, file);
    context.emit(accountEvent('accounts.file_attached', file.accountId, { fileId: file.fileId, fileName: file.name }));
    return ok({ id: file.fileId });
  },
});

export const detachFile = command({
  name: 'accounts.detach_file',
  permission: 'accounts.write',
  input: accounts.detachFile.input,
  async handle(context, { accountId, fileId }) {
    const found = await lockSeen(context, accountId);
    if (!found.ok) return found;
    const fileName = await detach(context.tx, { orgId: context.orgId, accountId, fileId });
    if (fileName === null) return refuse('accounts.file_not_found');
    context.emit(accountEvent('accounts.file_detached', accountId, { fileId, fileName }));
    return ok({});
  },
});
