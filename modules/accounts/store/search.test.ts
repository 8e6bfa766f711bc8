import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { newWorld } from '#tests/harness/world.ts';
import { addContact, archiveContact, editContact } from '../commands/contacts.ts';
import { createAccount } from '../commands/create.ts';
import { editAccount } from '../commands/edit.ts';
import { createGroup, joinGroup, renameGroup } from '../commands/groups.ts';
import { type AccountImportRow, importAccounts } from '../import.ts';
import { accountFields } from '../import-fields.ts';
import { type SearchFacts, searchText } from '../rules/search.ts';
import { contactForm, form } from '../world.fixture.ts';

const world = await newWorld();
const { admin, anna } = world.people;

/** What the search text of each account made here should say, from all that is known of it now. */
async function drift(ids: readonly string[]): Promise<string[]> {
  const rows = await world.owner(
    `select a.name, a.code, a.inn, a.kpp, a.phone, a.email, coalesce(g.name, '') as "groupName", a.search_text as said,
       coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'phone', c.phone, 'email', c.email) order by c.id)
         from contact c where c.account_id = a.id and not c.archived), '[]') as contacts
     from account a left join account_group g on g.id = a.group_id where a.id = any($1)`,
    [ids],
  );
  assert.equal(rows.length, ids.length);
  return rows.filter((row) => row['said'] !== searchText(row as SearchFacts)).map((row) => String(row['name']));
}

test('ACC-4 after any act the search text says what is known of the account', async () => {
  const groupId = newId();
  await world.done(admin, createGroup, { id: groupId, name: 'Группа' });
  const first = form({ phone: '8 926 000-00-01', email: 'a@a.ru', inn: '7707083893' });
  const second = form({ name: 'ИП Ёлкин', groupId });
  for (const input of [first, second]) await world.done(anna, createAccount, input);
  const ids = [first.id, second.id];
  assert.deepEqual(await drift(ids), []);

  const contact = contactForm({ accountId: second.id, phone: '8 495 111-11-11' });
  await world.done(anna, addContact, contact);
  const fired = contactForm({ accountId: second.id, name: 'Уволен', email: 'u@u.ru' });
  await world.done(anna, addContact, fired);
  await world.done(anna, archiveContact, { accountId: second.id, contactId: fired.id });
  const { id: contactId, ...fields } = contact;
  await world.done(anna, editContact, { ...fields, contactId, version: 1, name: 'Другое имя' });
  assert.deepEqual(await drift(ids), []);

  const { id: accountId, managerId: _nobody, ...rest } = first;
  await world.done(anna, editAccount, { ...rest, accountId, version: 1, code: 'ZZ-9', name: 'АО «Новое»', phone: '' });
  await world.done(anna, joinGroup, { accountIds: ids, groupId });
  await world.done(admin, renameGroup, { groupId, version: 1, name: 'Группа Ё' });
  assert.deepEqual(await drift(ids), []);

  const empty = Object.fromEntries(accountFields.map((field) => [field.name, null])) as AccountImportRow;
  const rows = [{ row: 2, values: { ...empty, code: 'ZZ-9', email: 'b@b.ru', group: 'Третья' } }];
  const load = command({
    name: 'test.import',
    permission: 'accounts.write',
    input: Type.Object({}),
    handle: async (context) => ok(await importAccounts(context, rows)),
  });
  assert.deepEqual(await world.done(admin, load, {}), [{ row: 2, outcome: 'updated' }]);
  assert.deepEqual(await drift(ids), []);
});
