import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { form } from '../world.fixture.ts';
import { createAccount } from './create.ts';

const world = await newWorld();
const { anna, boris, vera, sonya, admin, stranger, fyodor } = world.people;
const row = async (id: string) => (await world.owner('select * from account where id = $1', [id]))[0];

describe('accounts.create', () => {
  test('ACC-6 writes the account, its credit standing, the first spell of its manager, one event', async () => {
    const input = form({
      name: ' ООО  «Астра» ',
      inn: '7707083893',
      kpp: '770701001',
      phone: '8 926 123-45-67',
      email: 'Info@Astra.ru',
      roles: ['dealer', 'customer'],
    });
    const made = await world.done(anna, createAccount, input);
    assert.deepEqual(made, { id: input.id, version: 1, warnings: [] });
    const account = await row(input.id);
    assert.equal(account?.['name'], 'ООО «Астра»');
    assert.equal(account?.['name_key'], 'астра');
    assert.equal(account?.['manager_id'], ids.person.anna);
    assert.equal(account?.['code'], 'A-000001');
    assert.equal(account?.['status'], 'new');
    assert.equal(
      account?.['search_text'],
      'ооо «астра» a-000001 7707083893 770701001 79261234567 89261234567 info@astra.ru',
    );
    assert.equal(
      (await world.owner('select 1 from account_credit where account_id = $1 and receivable_minor = 0', [input.id]))
        .length,
      1,
    );
    assert.deepEqual(
      await world.owner('select manager_id, until, changed_by from account_manager where account_id = $1', [input.id]),
      [{ manager_id: ids.person.anna, until: null, changed_by: ids.person.anna }],
    );
    assert.deepEqual(await world.owner('select name, payload from event where account_id = $1', [input.id]), [
      { name: 'accounts.created', payload: { name: 'ООО «Астра»', code: 'A-000001', managerName: 'Анна Клюева' } },
    ]);
  });

  test('ACC-1 wrong control digits are refused and leave nothing', async () => {
    const input = form({ inn: '7707083894' });
    assert.deepEqual(await world.act(anna, createAccount, input), refuse('accounts.inn_check_digit'));
    assert.equal(await row(input.id), undefined);
  });

  test('ACC-2 the same INN and KPP is refused; the first one is named to who sees it only', async () => {
    const taken = { inn: '7736050003', kpp: '773601001' };
    const seen = refuse('accounts.duplicate_seen', { accountId: ids.account.romashka, name: 'ООО «Ромашка»' });
    assert.deepEqual(await world.act(anna, createAccount, form(taken)), seen);
    assert.deepEqual(await world.act(admin, createAccount, form(taken)), seen);
    assert.deepEqual(await world.act(boris, createAccount, form(taken)), refuse('accounts.duplicate'));
    assert.equal((await world.act(boris, createAccount, form({ ...taken, kpp: '773602002' }))).ok, true);
    assert.equal((await world.act(stranger, createAccount, form(taken))).ok, true, 'the other org has its own');
  });

  test('ACC-2 of two who create the same firm at once one is refused', async () => {
    for (let round = 0; round < 10; round += 1) {
      await world.owner(
        "delete from account_credit where account_id in (select id from account where inn = '7728168971')",
      );
      await world.owner(
        "delete from account_manager where account_id in (select id from account where inn = '7728168971')",
      );
      await world.owner("delete from account where inn = '7728168971'");
      const twin = { inn: '7728168971', kpp: '770801001' };
      const answers = await Promise.all([
        world.act(anna, createAccount, form(twin)),
        world.act(boris, createAccount, form(twin)),
      ]);
      const refusals = answers.flatMap((one) => (one.ok ? [] : [one.code]));
      assert.deepEqual(refusals, ['accounts.duplicate']);
      assert.equal((await world.owner("select id from account where inn = '7728168971'")).length, 1);
    }
  });

  test('looks for the same phone, e-mail and name among accounts that the actor sees', async () => {
    const first = form({ name: 'ООО «Гранит-Сервис»', phone: '+7 495 777-88-99', email: 'zakaz@granit.ru' });
    await world.done(boris, createAccount, first);
    const alike = { name: 'Гранит Сервис, ООО', phone: '8(495)7778899', email: 'ZAKAZ@granit.ru' };
    assert.deepEqual(
      (await world.done(anna, createAccount, form(alike))).warnings,
      [],
      'anna does not see what is of boris',
    );
    const whys = async (change: Partial<typeof alike>) =>
      (await world.done(boris, createAccount, form({ name: 'Другое', ...change }))).warnings
        .filter((one) => one.accountId === first.id)
        .map((one) => one.why);
    assert.deepEqual(await whys({ phone: alike.phone }), ['phone']);
    assert.deepEqual(await whys({ email: alike.email }), ['email']);
    assert.deepEqual(await whys({ name: alike.name }), ['name']);
    assert.deepEqual(await whys({ name: 'Совсем не то' }), []);
  });

  test('ACC-7 a KAM answers for what they create; only who assigns names another', async () => {
    const manager = async (who: typeof anna, wanted: string | null | undefined) => {
      const input = form(wanted === undefined ? {} : { managerId: wanted });
      const answer = await world.act(who, createAccount, input);
      return answer.ok ? (await row(input.id))?.['manager_id'] : answer.code;
    };
    assert.equal(await manager(anna, undefined), ids.person.anna);
    assert.equal(await manager(anna, ids.person.anna), ids.person.anna);
    assert.equal(await manager(anna, ids.person.boris), 'accounts.may_not_assign');
    assert.equal(await manager(anna, null), 'accounts.may_not_assign');
    assert.equal(await manager(sonya, undefined), null);
    assert.equal(await manager(sonya, ids.person.boris), 'accounts.may_not_assign');
    assert.equal(await manager(vera, ids.person.boris), ids.person.boris);
    assert.equal(await manager(vera, newId()), 'accounts.manager_not_found');
    assert.equal(await manager(vera, ids.person.stranger), 'accounts.manager_not_found');
    assert.equal(await manager(fyodor, undefined), 'platform.forbidden');
  });

  test('codes step over those that people gave', async () => {
    await world.done(admin, createAccount, form({ code: 'A-000777' }));
    await world.owner("update number_series set last = 776 where series = 'account'");
    const input = form();
    await world.done(admin, createAccount, input);
    assert.equal((await row(input.id))?.['code'], 'A-000778');
    assert.deepEqual(await world.act(admin, createAccount, form({ code: 'A-000777' })), refuse('accounts.code_taken'));
  });

  test('a group that is not there and an id that is are refused', async () => {
    assert.deepEqual(
      await world.act(admin, createAccount, form({ groupId: newId() })),
      refuse('accounts.group_not_found'),
    );
    assert.deepEqual(
      await world.act(admin, createAccount, form({ id: ids.account.romashka })),
      refuse('accounts.exists'),
    );
  });
});
