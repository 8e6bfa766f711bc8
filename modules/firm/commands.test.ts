import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import {
  createEntity,
  makeDefaultEntity,
  removeBankAccount,
  removeEntity,
  saveBankAccount,
  updateEntity,
} from './commands.ts';
import type { EntityFields } from './contract.ts';
import { listEntities, pickEntities, readEntity } from './queries.ts';

const world = await newWorld();
const { admin, anna, director, stranger } = world.people;
const code = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : answer.code);

const fields = (more: Partial<EntityFields> = {}): EntityFields => ({
  name: 'ИП Иванов',
  fullName: 'Индивидуальный предприниматель Иванов Иван Иванович',
  inn: '500100732259',
  kpp: '',
  ogrn: '',
  address: 'Москва',
  vatRegime: 'usn5',
  numberPrefix: 'ИП',
  headPost: '',
  headName: 'Иванов И. И.',
  accountantName: '',
  ...more,
});
const card = async (who: Person, entityId: string) => {
  const answer = await world.ask(who, (context) => readEntity(context, { entityId }));
  return answer.ok ? answer.value : assert.fail(answer.code);
};
const account = (more: object = {}) => ({
  accountNumber: '40702810938000000001',
  bik: '044525225',
  bankName: 'ПАО Сбербанк',
  correspondentAccount: '30101810400000000225',
  isDefault: false,
  ...more,
});

describe('legal entities', () => {
  test('are added, changed with their version, and told as events', async () => {
    const id = newId();
    await world.done(admin, createEntity, { id, ...fields() });
    const stale = { entityId: id, version: 2, ...fields() };
    assert.equal(code(await world.act(admin, updateEntity, stale)), 'firm.changed_meanwhile');
    await world.done(admin, updateEntity, { entityId: id, version: 1, ...fields({ vatRegime: 'usn7' }) });
    const seen = await card(admin, id);
    assert.deepEqual([seen.vatRegime, seen.version, seen.isDefault], ['usn7', 2, false]);
    const events = await world.owner('select name, payload from event where subject_id = $1 order by seq', [id]);
    assert.deepEqual(events[1], { name: 'firm.entity_changed', payload: { vatRegime: 'usn7' } });
  });

  test('FIRM-1 with wrong requisites are refused', async () => {
    const wrong = { id: newId(), ...fields({ inn: '500100732258' }) };
    assert.deepEqual(await world.act(admin, createEntity, wrong), {
      ok: false,
      code: 'requisites.inn_check_digit',
      details: { field: 'inn' },
    });
    const twice = { id: newId(), ...fields({ inn: '7700000016', kpp: '770001001' }) };
    assert.equal(code(await world.act(admin, createEntity, twice)), 'firm.inn_taken');
  });

  test('FIRM-3 the default is one, also when two are made default at once', async () => {
    const { main, simplified } = ids.entity;
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([main, simplified].map((entityId) => world.act(admin, makeDefaultEntity, { entityId })));
      const rows = await world.owner('select id from legal_entity where org_id = $1 and is_default', [ids.org]);
      assert.equal(rows.length, 1);
    }
    const [row] = await world.owner('select id from legal_entity where org_id = $1 and is_default', [ids.org]);
    const entityId = String(row?.['id']);
    assert.equal(code(await world.act(admin, makeDefaultEntity, { entityId })), 'firm.default_already');
    assert.deepEqual((await card(admin, entityId)).closed, {
      makeDefault: { code: 'firm.default_already' },
      remove: { code: 'firm.default_needed' },
    });
    assert.equal(code(await world.act(admin, removeEntity, { entityId })), 'firm.default_needed');
  });

  test('one that something was sold from stays, an unused one goes with its accounts', async () => {
    await world.owner('update legal_entity set is_default = id = $1 where org_id = $2', [
      ids.entity.simplified,
      ids.org,
    ]);
    assert.equal(code(await world.act(admin, removeEntity, { entityId: ids.entity.main })), 'firm.entity_in_use');
    const id = newId();
    await world.done(admin, createEntity, { id, ...fields({ inn: '7707083893', kpp: '770701001' }) });
    const bankId = newId();
    await world.done(admin, saveBankAccount, {
      entityId: id,
      bankId,
      ...account({ accountNumber: '40702810100000000003', bik: '044525974', correspondentAccount: '' }),
    });
    assert.equal(code(await world.act(admin, removeEntity, { entityId: id })), 'done');
    assert.deepEqual(await world.owner('select id from legal_entity_bank where id = $1', [bankId]), []);
  });

  test('are of one organisation', async () => {
    assert.equal(
      code(await world.act(stranger, updateEntity, { entityId: ids.entity.main, version: 1, ...fields() })),
      'firm.not_found',
    );
    assert.equal(code(await world.act(stranger, makeDefaultEntity, { entityId: ids.entity.main })), 'firm.not_found');
    assert.equal(code(await world.act(stranger, removeEntity, { entityId: ids.entity.main })), 'firm.not_found');
    const strange = await world.ask(stranger, (context) => readEntity(context, { entityId: ids.entity.main }));
    assert.equal(code(strange), 'firm.not_found');
    const list = await world.ask(stranger, listEntities);
    assert.deepEqual(list.ok && list.value.rows.map((row) => row.id), [ids.entity.other]);
  });

  test('are changed only by those who may change settings; everybody may choose among them', async () => {
    assert.equal(code(await world.act(director, createEntity, { id: newId(), ...fields() })), 'platform.forbidden');
    assert.equal(
      code(await world.act(director, makeDefaultEntity, { entityId: ids.entity.main })),
      'platform.forbidden',
    );
    assert.deepEqual((await card(director, ids.entity.main)).closed.makeDefault?.code, 'platform.forbidden');
    const picked = await world.ask(anna, (context) => pickEntities(context, { q: 'трейд' }));
    assert.deepEqual(picked.ok && picked.value.rows.map((row) => row.name), ['ООО «Камертон Трейд»']);
  });
});

describe('bank accounts', () => {
  const entityId = ids.entity.simplified;
  const [first, second] = [newId(), newId()];
  const other = { accountNumber: '40702810100000000003', bik: '044525974', correspondentAccount: '' };
  const marks = async () => (await card(admin, entityId)).banks.map((bank) => [bank.id, bank.isDefault]);

  test('FIRM-4 the first is the default, another takes the mark, the default leaves last', async () => {
    await world.done(admin, saveBankAccount, {
      entityId,
      bankId: first,
      ...account({ accountNumber: '40702810938000000014' }),
    });
    assert.deepEqual(await marks(), [[first, true]]);
    await world.done(admin, saveBankAccount, { entityId, bankId: second, ...account(other), isDefault: true });
    assert.deepEqual(await marks(), [
      [second, true],
      [first, false],
    ]);
    assert.equal(
      code(await world.act(admin, removeBankAccount, { entityId, bankId: second })),
      'firm.default_account_needed',
    );
    assert.equal(code(await world.act(admin, removeBankAccount, { entityId, bankId: first })), 'done');
    assert.equal(code(await world.act(admin, removeBankAccount, { entityId, bankId: second })), 'done');
  });

  test('FIRM-2 that do not agree with the BIK are refused, and a number is kept once', async () => {
    const wrong = { entityId, bankId: newId(), ...account({ accountNumber: '40702810938000000002' }) };
    assert.equal(code(await world.act(admin, saveBankAccount, wrong)), 'requisites.account_check_digit');
    assert.equal(
      code(await world.act(admin, saveBankAccount, { entityId, bankId: newId(), ...account() })),
      'firm.account_taken',
    );
  });

  test('belong to one entity of one organisation', async () => {
    const bankId = (await card(admin, ids.entity.main)).banks[0]?.id ?? assert.fail();
    assert.equal(
      code(await world.act(admin, saveBankAccount, { entityId, bankId, ...account(other) })),
      'firm.not_found',
    );
    assert.equal(code(await world.act(admin, removeBankAccount, { entityId, bankId })), 'firm.not_found');
    assert.equal(
      code(await world.act(stranger, removeBankAccount, { entityId: ids.entity.other, bankId })),
      'firm.not_found',
    );
    assert.equal(
      code(await world.act(anna, removeBankAccount, { entityId: ids.entity.main, bankId })),
      'platform.forbidden',
    );
  });
});
