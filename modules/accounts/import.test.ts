import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import type { RowOutcome } from '#platform/exchange/kind.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { addContact } from './commands/contacts.ts';
import { type AccountImportRow, importAccounts } from './import.ts';
import { accountFields } from './import-fields.ts';
import { contactForm } from './world.fixture.ts';

const world = await newWorld();
const { admin, anna, vera, sonya, stranger } = world.people;

const empty = Object.fromEntries(accountFields.map((field) => [field.name, null])) as AccountImportRow;
const row = (values: Partial<AccountImportRow>): AccountImportRow => ({ ...empty, ...values });

/** Imports rows as a person, in one batch; rows are numbered from 2, as below a header. */
async function load(who: Person, rows: readonly AccountImportRow[], dryRun = false): Promise<RowOutcome[]> {
  const run = command({
    name: 'test.import',
    permission: 'accounts.write',
    input: Type.Object({}),
    handle: async (context) =>
      ok(
        await importAccounts(
          context,
          rows.map((values, at) => ({ row: at + 2, values })),
        ),
      ),
  });
  const answer = await world.act(who, run, {}, { dryRun });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}
const outcomes = async (who: Person, rows: readonly AccountImportRow[]) =>
  (await load(who, rows)).map((one) => [one.outcome, ...(one.problems ?? []).map((problem) => problem.code)].join(' '));
const account = async (code: string) =>
  (
    await world.owner(
      `select a.*, g.name as group_name from account a left join account_group g on g.id = a.group_id where a.org_id
        = $1 and a.code = $2`,
      [ids.org, code],
    )
  )[0] ?? {};
const events = async (code: string) =>
  await world.owner(
    `select e.name, e.payload from event e join account a on a.id = e.account_id where a.code = $1 and a.org_id = $2
      order by e.seq`,
    [code, ids.org],
  );

describe('the import of accounts', () => {
  test('ACC-12 creates with everything in one pass; the same rows again change nothing', async () => {
    const rows = [
      row({
        code: 'К-1',
        name: 'ООО «Ёлка»',
        inn: '7707083893',
        kpp: '770701001',
        ogrn: '1027700132195',
        group: 'Лесной холдинг',
        manager: 'Anna@kamerton.example',
        roles: 'Дилер; клиент',
        tier: 'A',
        isKey: true,
        phone: '8 926 123-45-67',
        email: 'a@elka.ru',
        website: 'elka.ru',
        segment: 'Опт',
      }),
    ];
    assert.deepEqual(await outcomes(admin, rows), ['created']);
    const made = await account('К-1');
    assert.equal(
      made['search_text'],
      'ооо «елка» к-1 7707083893 770701001 79261234567 89261234567 a@elka.ru лесной холдинг',
    );
    assert.deepEqual(
      [
        made['kind'],
        made['roles'],
        made['group_name'],
        made['manager_id'],
        made['website'],
        made['is_key'],
        made['name_key'],
      ],
      ['company', ['customer', 'dealer'], 'Лесной холдинг', ids.person.anna, 'https://elka.ru', true, 'елка'],
    );
    assert.equal((await world.owner('select 1 from account_credit where account_id = $1', [made['id']])).length, 1);
    assert.deepEqual(
      await world.owner('select manager_id, until from account_manager where account_id = $1', [made['id']]),
      [{ manager_id: ids.person.anna, until: null }],
    );
    assert.deepEqual(await outcomes(admin, rows), ['unchanged']);
    assert.deepEqual(
      (await events('К-1')).map((event) => event['name']),
      ['accounts.imported'],
    );
    assert.equal((await account('К-1'))['version'], 1);
  });

  test('updates by code, external id, INN and KPP; an empty cell leaves what was; contacts stay found', async () => {
    const made = await account('К-1');
    await world.done(anna, addContact, contactForm({ accountId: String(made['id']), name: 'Щукина' }));
    assert.deepEqual(await outcomes(admin, [row({ code: 'К-1', externalId: 'guid-1', phone: '8 495 000-00-01' })]), [
      'updated',
    ]);
    assert.deepEqual(await outcomes(admin, [row({ externalId: 'guid-1', segment: 'Розница' })]), ['updated']);
    assert.deepEqual(await outcomes(admin, [row({ inn: '7707083893', kpp: '770701001', tier: 'B' })]), ['updated']);
    assert.deepEqual(await outcomes(admin, [row({ inn: '7707083893', tier: 'C' })]), ['updated']);
    const after = await account('К-1');
    assert.deepEqual(
      [after['name'], after['phone'], after['segment'], after['tier'], after['external_id'], after['version']],
      ['ООО «Ёлка»', '8 495 000-00-01', 'Розница', 'C', 'guid-1', 5],
    );
    assert.equal(
      after['search_text'],
      'ооо «елка» к-1 7707083893 770701001 74950000001 84950000001 a@elka.ru лесной холдинг щукина',
    );
    assert.deepEqual((await events('К-1')).at(-1), { name: 'accounts.import_updated', payload: { fields: 'tier' } });
  });

  test('ACC-12 zeros lost by a spreadsheet come back with a warning; wrong numbers reject their row only', async () => {
    const mended = row({ code: 'К-2', name: 'Башнефть', inn: '274062111', kpp: '27401001' });
    assert.deepEqual(
      await outcomes(admin, [
        mended,
        row({ code: 'К-3', name: 'Плохой', inn: '7707083894' }),
        row({ code: 'К-4', name: 'ИП Васильева', inn: '760307073214', kpp: '770701001' }),
        row({ code: 'К-5', name: 'Без почты', email: 'нет' }),
        row({ code: 'К-6' }),
        row({ name: 'ИП Гусев А. А.' }),
      ]),
      [
        'created accounts.inn_mended accounts.kpp_mended',
        'rejected accounts.inn_check_digit',
        'rejected accounts.kpp_of_other_kind',
        'rejected accounts.email_format',
        'rejected accounts.name_empty',
        'created',
      ],
    );
    assert.deepEqual([(await account('К-2'))['inn'], (await account('К-2'))['kpp']], ['0274062111', '027401001']);
    assert.deepEqual(await outcomes(admin, [mended]), ['unchanged accounts.inn_mended accounts.kpp_mended']);
    assert.equal((await account('A-000001'))['kind'], 'sole_proprietor');
    assert.deepEqual(await account('К-3'), {});
  });

  test('ACC-2 a second account with the same INN and KPP is rejected, in the base and within the file', async () => {
    assert.deepEqual(
      await outcomes(admin, [row({ code: 'К-10', name: 'Двойник', inn: '7736050003', kpp: '773601001' })]),
      ['rejected accounts.duplicate'],
    );
    const twin = { name: 'Банк', inn: '7710140679', kpp: '771001001' };
    assert.deepEqual(await outcomes(admin, [row({ code: 'К-11', ...twin }), row({ code: 'К-12', ...twin })]), [
      'created',
      'rejected accounts.duplicate',
    ]);
    assert.deepEqual(await outcomes(admin, [row({ code: 'К-12', ...twin, kpp: '771002002' })]), ['created']);
    assert.deepEqual(await outcomes(admin, [row({ inn: '7710140679', tier: 'A' })]), [
      'rejected accounts.inn_ambiguous',
    ]);
  });

  test('rows of one account within a file go on one from another', async () => {
    const rows = [
      row({ code: 'К-20', name: 'Первая' }),
      row({ code: 'К-20', name: 'Вторая' }),
      row({ code: 'К-20', name: 'Вторая' }),
    ];
    assert.deepEqual(await outcomes(admin, rows), ['created', 'updated', 'unchanged']);
    const made = await account('К-20');
    assert.deepEqual([made['name'], made['version']], ['Вторая', 1]);
  });

  test('what is not understood is left as it was, with a warning', async () => {
    const rows = [
      row({ code: 'К-30', name: 'Странная', kind: 'кооператив', roles: 'дилер, марсианин', manager: 'Никто Никтоев' }),
    ];
    assert.deepEqual(await outcomes(admin, rows), [
      'created accounts.kind_unknown accounts.role_unknown accounts.manager_unknown',
    ]);
    assert.deepEqual(
      [(await account('К-30'))['kind'], (await account('К-30'))['roles'], (await account('К-30'))['manager_id']],
      ['company', ['dealer'], null],
    );
  });

  test('ACC-7 managers change by the right to assign; the spells follow', async () => {
    await load(admin, [row({ code: 'К-40', name: 'Сороковая', manager: 'Анна Клюева' })]);
    assert.deepEqual(await outcomes(sonya, [row({ code: 'К-40', manager: 'Борис Ключников' })]), [
      'unchanged accounts.may_not_assign',
    ]);
    assert.deepEqual(await outcomes(vera, [row({ code: 'К-40', manager: 'ключников  борис' })]), ['updated']);
    const made = await account('К-40');
    const spells = await world.owner(
      'select manager_id, until is null as runs from account_manager where account_id = $1 order by id',
      [made['id']],
    );
    assert.deepEqual(spells, [
      { manager_id: ids.person.anna, runs: false },
      { manager_id: ids.person.boris, runs: true },
    ]);
    assert.deepEqual((await events('К-40')).at(-1), {
      name: 'accounts.assigned',
      payload: { managerId: ids.person.boris, managerName: 'Борис Ключников', reason: '' },
    });
    assert.deepEqual(await outcomes(anna, [row({ code: 'К-41', name: 'Своя' })]), ['created']);
    assert.equal((await account('К-41'))['manager_id'], ids.person.anna);
  });

  test('ACC-3 accounts that are not seen are not touched, nor told of', async () => {
    assert.deepEqual(await outcomes(anna, [row({ code: 'A-003', name: 'Чужой' })]), ['rejected accounts.duplicate']);
    assert.equal((await account('A-003'))['name'], 'ИП Васильков В. В.');
    assert.deepEqual(await outcomes(stranger, [row({ code: 'A-003', name: 'Своя в другой фирме' })]), ['created']);
  });

  test('ACC-8 a group with a credit limit changes by the right to assign only', async () => {
    await load(admin, [row({ code: 'К-50', name: 'Пятидесятая', group: 'Лимитный' })]);
    await world.owner(
      `insert into credit_limit (org_id, id, group_id, limit_minor, valid_from, set_at) select org_id, $1, id, 1,
        '2026-01-01', now() from account_group where name = 'Лимитный'`,
      [newId()],
    );
    assert.deepEqual(
      await outcomes(sonya, [
        row({ code: 'К-50', group: 'Лесной холдинг' }),
        row({ code: 'К-51', name: 'Хитрая', group: 'лимитный' }),
      ]),
      ['rejected accounts.may_not_regroup', 'rejected accounts.may_not_regroup'],
    );
    assert.deepEqual(await outcomes(vera, [row({ code: 'К-51', name: 'Прямая', group: 'лимитный' })]), ['created']);
    assert.equal((await account('К-51'))['group_name'], 'Лимитный');
    assert.deepEqual(await outcomes(vera, [row({ code: 'К-51', group: 'ЛИМИТНЫЙ ' })]), ['unchanged']);
  });

  test('a dry run answers the same and keeps nothing', async () => {
    const rows = [row({ code: 'К-60', name: 'Шестидесятая', group: 'Новый холдинг' })];
    assert.deepEqual(
      (await load(admin, rows, true)).map((one) => one.outcome),
      ['created'],
    );
    assert.deepEqual(await account('К-60'), {});
    assert.deepEqual(await world.owner("select 1 from account_group where name = 'Новый холдинг'"), []);
  });

  test('two imports of the same new firms at once: each firm is there once, the loser says so', async () => {
    const rows = Array.from({ length: 40 }, (_unused, at) =>
      row({ code: `П-${at}`, name: `Параллельная ${at}`, group: 'Параллельный' }),
    );
    const [first, second] = await Promise.all([outcomes(admin, rows), outcomes(vera, rows)]);
    for (const [at, outcome] of first.entries()) {
      const pair = [outcome, second[at]].sort().join(', ');
      assert.match(pair, /^created, (rejected accounts\.taken_meanwhile|rejected accounts\.duplicate|unchanged)$/);
    }
    assert.equal((await world.owner("select 1 from account where code like 'П-%'")).length, 40);
    assert.equal((await world.owner("select 1 from account_group where name = 'Параллельный'")).length, 1);
  });

  test('ACC-13 a batch is a handful of statements: one more for each thousand rows', async () => {
    const rows = (count: number, prefix: string) =>
      Array.from({ length: count }, (_unused, at) =>
        row({ code: `${prefix}-${at}`, name: `Массовая ${at}`, manager: 'Анна Клюева', group: `Г${at % 9}` }),
      );
    const statements = async (count: number, prefix: string) => {
      const before = world.db.statements();
      await load(admin, rows(count, prefix));
      return world.db.statements() - before;
    };
    await load(admin, rows(9, 'Э'));
    const few = await statements(3, 'Х');
    assert.equal(await statements(900, 'Ц'), few);
    assert.equal(await statements(2_500, 'Щ'), few + 2);
  });
});
