import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { contactForm } from '../world.fixture.ts';
import { addContact, archiveContact, editContact } from './contacts.ts';
import { addNote } from './notes.ts';
import { addBank, addSite, archiveSite, editSite, removeBank } from './places.ts';

const world = await newWorld();
const { anna, boris, stranger, fyodor } = world.people;
const accountId = ids.account.romashka;
const contact = async (id: string) => (await world.owner('select * from contact where id = $1', [id]))[0] ?? {};
const searchText = async () =>
  String((await world.owner('select search_text from account where id = $1', [accountId]))[0]?.['search_text']);

describe('contacts', () => {
  test('ACC-4 an account is found by its contacts until they are put away', async () => {
    const input = contactForm({
      accountId,
      name: ' Пётр  Ёлкин',
      phone: '8 (926) 123-45-67',
      email: 'PE@romashka.ru',
      buyingRole: 'decider',
      attitude: 'champion',
    });
    assert.deepEqual(await world.done(anna, addContact, input), { id: input.id, version: 1, warnings: [] });
    assert.equal((await contact(input.id))['phone_key'], '79261234567');
    assert.match(await searchText(), /петр елкин 79261234567 89261234567 pe@romashka\.ru/);

    const { id, ...rest } = input;
    const edited = { ...rest, contactId: id, version: 1, name: 'Пётр Сосновский', phone: '' };
    assert.deepEqual(await world.done(anna, editContact, edited), { id, version: 2, warnings: [] });
    assert.match(await searchText(), /петр сосновский pe@/);
    assert.doesNotMatch(await searchText(), /79261234567/);
    assert.deepEqual(await world.act(anna, editContact, edited), refuse('accounts.changed_meanwhile'));

    await world.done(anna, archiveContact, { accountId, contactId: id });
    assert.doesNotMatch(await searchText(), /сосновский/);
    assert.deepEqual(
      await world.act(anna, archiveContact, { accountId, contactId: id }),
      refuse('accounts.contact_not_found'),
    );
  });

  test('ACC-4 of many who add contacts at once none is lost from the search', async () => {
    const names = Array.from({ length: 8 }, (_unused, at) => `Контактов${at}`);
    const answers = await Promise.all(
      names.map((name) => world.act(anna, addContact, contactForm({ accountId, name }))),
    );
    assert.ok(answers.every((one) => one.ok));
    const text = await searchText();
    for (const name of names) assert.ok(text.includes(name.toLowerCase()), name);
  });

  test('ACC-10 superiors are of the same account and make no ring; who goes leaves theirs to the next', async () => {
    const add = async (name: string, reportsTo: string | null) =>
      (await world.done(anna, addContact, contactForm({ accountId, name, reportsTo }))).id;
    const director = await add('Директор', null);
    const head = await add('Начальник', director);
    const buyer = await add('Закупщик', head);
    const edit = (contactId: string, reportsTo: string | null) => {
      const { id: _id, ...fields } = contactForm({ accountId, name: 'Директор', reportsTo });
      return world.act(anna, editContact, { ...fields, contactId, version: 1 });
    };
    assert.deepEqual(await edit(director, buyer), refuse('accounts.superior_ring'));
    const other = await world.done(anna, addContact, contactForm({ accountId: ids.account.lutik }));
    assert.deepEqual(await edit(director, other.id), refuse('accounts.superior_not_found'));
    await world.done(anna, archiveContact, { accountId, contactId: head });
    assert.equal((await contact(buyer))['reports_to'], director);
    assert.equal((await contact(buyer))['archived'], false);
  });

  test('tells of the same phone at another account that the actor sees', async () => {
    const phone = '8 495 123-00-11';
    await world.done(anna, addContact, contactForm({ accountId: ids.account.lutik, name: 'Юрий', phone }));
    const answer = await world.done(
      anna,
      addContact,
      contactForm({ accountId, name: 'Юрий', phone: '+7 495 1230011' }),
    );
    assert.deepEqual(
      answer.warnings.map((one) => [one.accountId, one.why]),
      [[ids.account.lutik, 'phone']],
    );
    await world.done(boris, addContact, contactForm({ accountId: ids.account.vasilek, phone: '8 495 999-00-11' }));
    assert.deepEqual(
      (await world.done(anna, addContact, contactForm({ accountId, phone: '8 495 999-00-11' }))).warnings,
      [],
    );
  });

  test('ACC-3 not at an account that is not seen, not without the right, not of another org', async () => {
    const input = contactForm({ accountId: ids.account.vasilek });
    assert.deepEqual(await world.act(anna, addContact, input), refuse('accounts.not_found'));
    assert.deepEqual(await world.act(stranger, addContact, input), refuse('accounts.not_found'));
    assert.deepEqual(
      await world.act(fyodor, addContact, input),
      refuse('platform.forbidden', { permission: 'accounts.write' }),
    );
    assert.deepEqual(
      await world.act(anna, addContact, contactForm({ accountId, name: ' ' })),
      refuse('accounts.contact_name_empty'),
    );
  });
});

describe('places, banks, notes', () => {
  test('a place of delivery is added, edited once per version, put away', async () => {
    const siteId = newId();
    await world.done(anna, addSite, { accountId, id: siteId, name: 'Склад', address: ' Москва,  Мира, 1', note: '' });
    const edited = { accountId, siteId, version: 1, name: 'Склад', address: 'Москва, Мира, 2', note: 'Пропуск' };
    assert.deepEqual(await world.done(anna, editSite, edited), { id: siteId, version: 2 });
    assert.deepEqual(await world.act(anna, editSite, edited), refuse('accounts.changed_meanwhile'));
    assert.deepEqual(
      await world.act(anna, addSite, { accountId, id: newId(), name: 'Без адреса', address: ' ', note: '' }),
      refuse('accounts.site_empty'),
    );
    await world.done(anna, archiveSite, { accountId, siteId });
    assert.deepEqual(await world.act(anna, editSite, { ...edited, version: 3 }), refuse('accounts.site_not_found'));
    assert.deepEqual(
      await world.act(boris, addSite, { accountId, id: newId(), name: 'a', address: 'b', note: '' }),
      refuse('accounts.not_found'),
    );
  });

  test('ACC-1 a bank account agrees with its BIK and is there once', async () => {
    const bank = { accountId, id: newId(), accountNumber: '40702810900000000123', bik: '044525225', bankName: 'Банк' };
    await world.done(anna, addBank, bank);
    assert.deepEqual(await world.act(anna, addBank, { ...bank, id: newId() }), refuse('accounts.bank_exists'));
    assert.deepEqual(
      await world.act(anna, addBank, { ...bank, id: newId(), accountNumber: '40702810800000000123' }),
      refuse('accounts.account_check_digit'),
    );
    await world.done(anna, removeBank, { accountId, bankId: bank.id });
    assert.deepEqual(
      await world.act(anna, removeBank, { accountId, bankId: bank.id }),
      refuse('accounts.bank_not_found'),
    );
  });

  test('a note is written with who and when; an empty one is refused', async () => {
    const id = newId();
    await world.done(anna, addNote, { accountId, id, body: 'Звонили.\n\n\n\nПерезвонить' });
    // The history tells 200 signs of it, and the cut falls inside the sign of two.
    await world.done(anna, addNote, { accountId, id: newId(), body: `${'а'.repeat(199)}😀` });
    const rows = await world.owner('select body, written_by from account_note where id = $1', [id]);
    assert.deepEqual(rows, [{ body: 'Звонили.\n\nПерезвонить', written_by: ids.person.anna }]);
    assert.deepEqual(
      await world.act(anna, addNote, { accountId, id: newId(), body: ' \n ' }),
      refuse('accounts.note_empty'),
    );
    assert.deepEqual(
      await world.act(boris, addNote, { accountId, id: newId(), body: 'x' }),
      refuse('accounts.not_found'),
    );
  });
});
