import { act, type Route, raw, view } from '#platform/serve.ts';
import { assignAccounts } from './commands/assign.ts';
import { addContact, archiveContact, editContact } from './commands/contacts.ts';
import { createAccount } from './commands/create.ts';
import { editAccount } from './commands/edit.ts';
import { detachFile } from './commands/files.ts';
import { createGroup, joinGroup, renameGroup } from './commands/groups.ts';
import { archiveAccount, blockAccount, restoreAccount, setNextStep, unblockAccount } from './commands/life.ts';
import { addNote } from './commands/notes.ts';
import { addBank, addSite, archiveSite, editSite, removeBank } from './commands/places.ts';
import { accountGroups, accounts } from './contract.ts';
import { downloadFile, uploadFile } from './files.ts';
import { sendAccounts } from './list-file.ts';
import { accountCard } from './queries/card.ts';
import { listGroups } from './queries/groups.ts';
import { accountFiles, accountManagers, accountNotes, accountTimeline } from './queries/history.ts';
import { listAccounts } from './queries/list.ts';
import { accountOptions } from './queries/options.ts';
import { pickAccounts } from './queries/pick.ts';
import { similarAccounts } from './queries/similar.ts';

export const routes: Route[] = [
  view(accounts.list, 'accounts.read', listAccounts),
  raw(accounts.file, 'accounts.read', sendAccounts),
  view(accounts.pick, 'accounts.read', pickAccounts),
  view(accounts.similar, 'accounts.write', similarAccounts),
  view(accounts.options, 'accounts.read', accountOptions),
  view(accounts.get, 'accounts.read', accountCard),
  view(accounts.timeline, 'accounts.read', accountTimeline),
  view(accounts.managers, 'accounts.read', accountManagers),
  view(accounts.notes, 'accounts.read', accountNotes),
  view(accounts.files, 'accounts.read', accountFiles),
  act(accounts.create, createAccount),
  act(accounts.edit, editAccount),
  act(accounts.assign, assignAccounts),
  act(accounts.block, blockAccount),
  act(accounts.unblock, unblockAccount),
  act(accounts.archive, archiveAccount),
  act(accounts.restore, restoreAccount),
  act(accounts.setNextStep, setNextStep),
  act(accounts.addContact, addContact),
  act(accounts.editContact, editContact),
  act(accounts.archiveContact, archiveContact),
  act(accounts.addSite, addSite),
  act(accounts.editSite, editSite),
  act(accounts.archiveSite, archiveSite),
  act(accounts.addBank, addBank),
  act(accounts.removeBank, removeBank),
  act(accounts.addNote, addNote),
  raw(accounts.upload, 'accounts.write', uploadFile),
  raw(accounts.download, 'accounts.read', downloadFile),
  act(accounts.detachFile, detachFile),
  view(accountGroups.list, 'accounts.read', listGroups),
  act(accountGroups.create, createGroup),
  act(accountGroups.rename, renameGroup),
  act(accountGroups.join, joinGroup),
];
