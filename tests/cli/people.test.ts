/** People and prices by the command line. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptInvitation, lookInvitation } from '#modules/access/invitations.ts';
import { ids } from '#tests/harness/world.ts';
import { call, newLine } from './line.fixture.ts';

const { world, org, env } = await newLine();
const platform = { ...world.platform, clock: () => new Date() };
const tokenOf = (link: unknown): string => String(link).split('#')[1] ?? '';
const place = { address: '', agent: 'test', requestId: 'test' };
const take = (link: unknown, password: string) => acceptInvitation(platform, { token: tokenOf(link), password }, place);

describe('user', () => {
  test('add makes a person who sets the password by the link, once; it is audited', async () => {
    const added = await org('user', 'add', 'nina@kamerton.example', 'Нина Новая', '--role', 'kam');
    assert.deepEqual([added.code, added.lines.length], [0, 1]);
    assert.deepEqual(
      [added.json['email'], added.json['role']],
      ['nina@kamerton.example', 'Менеджер по ключевым клиентам'],
    );
    const look = await lookInvitation(world.db, tokenOf(added.json['link']), new Date());
    assert.equal(look.ok && look.value.name, 'Нина Новая');
    assert.ok((await take(added.json['link'], 'ёлка и пять ежей')).ok);
    assert.ok(!(await take(added.json['link'], 'осина и шесть лис')).ok);
    const events = await world.owner('select name, actor_id from event where subject_id = $1 order by seq', [
      added.json['id'],
    ]);
    assert.deepEqual(events[0], { name: 'access.person_invited', actor_id: ids.person.admin });
  });

  test('add refuses an address that is taken, a role there is none of; an address that is none is a bad use', async () => {
    const add = (email: string, role: string) => org('user', 'add', email, 'Кто-то', '--role', role);
    const outcomes = await Promise.all([
      add('anna@kamerton.example', 'kam'),
      add('petr@kamerton.example', 'Царь'),
      add('не адрес', 'kam'),
      org('user', 'add', 'petr@kamerton.example', 'Пётр'),
    ]);
    assert.deepEqual(
      outcomes.map(({ code, json }) => [code, json['refused'] ?? json['bad_use']]),
      [
        [1, 'access.email_taken'],
        [1, 'cli.no_such_role'],
        [2, 'input.invalid'],
        [2, 'cli.no_such_role'],
      ],
    );
    assert.match(outcomes[1]?.errors ?? '', /«Царь».*Администратор/);
  });

  test('nobody gives more rights than their own', async () => {
    await world.owner("update role set permissions = permissions || '{people.write}' where id = $1", [
      ids.role['support'],
    ]);
    const sonya = ['--as', 'sonya@kamerton.example'];
    const called = await org('user', 'add', 'new@kamerton.example', 'Новый', '--role', 'admin', ...sonya);
    assert.deepEqual([called.code, called.json['refused']], [1, 'access.beyond_your_rights']);
  });

  test('password gives a new link; deactivate ends it; list says who may come in', async () => {
    const first = await org('user', 'password', 'Boris@Kamerton.example');
    assert.equal(first.code, 0);
    assert.ok((await take(first.json['link'], 'дуб и восемь сов')).ok);
    const second = await org('user', 'password', 'boris@kamerton.example');
    const gone = await org('user', 'deactivate', 'boris@kamerton.example');
    assert.deepEqual([gone.code, gone.json], [0, { email: 'boris@kamerton.example' }]);
    assert.ok(!(await take(second.json['link'], 'клён и девять пчёл')).ok);
    assert.equal((await org('user', 'password', 'boris@kamerton.example')).json['refused'], 'access.person_inactive');
    assert.equal((await org('user', 'password', 'none@kamerton.example')).json['refused'], 'cli.person_not_found');
    const { json } = await org('user', 'list');
    const people = json['people'] as { email: string; active: boolean }[];
    assert.deepEqual(
      people.filter((one) => !one.active).map((one) => one.email),
      ['boris@kamerton.example'],
    );
  });
});

describe('price', () => {
  const ask = (...words: string[]) => org('price', ...words, '--date', '2026-11-20');

  test('tells the price with every step that made it', async () => {
    const { code, json, lines } = await ask('A-003', 'PB-10', '20');
    assert.deepEqual([code, lines.length], [0, 1]);
    assert.deepEqual(
      [json['account'], json['price_e4'], json['sum_minor'], json['vat_bp']],
      ['ИП Васильков В. В.', '9500000', '1900000', 2200],
    );
    const trace = json['trace'] as { step: string; toE4: string }[];
    assert.deepEqual([trace.length > 1, trace[0]?.toE4, trace.at(-1)?.toE4], [true, '10000000', '9500000']);
  });

  test('tells it in words without --json, in the language of the terminal', async () => {
    const words = ['price', 'A-003', 'PB-10', '20', '--date', '2026-11-20', '--org', 'Камертон Трейд'];
    const { lines } = await call(words, env);
    // Figures are set apart by spaces that do not break.
    assert.deepEqual(
      lines.map((line) => line.replace(/\s/g, ' ')),
      [
        'Колонка «Дилер», с 2026-01-01: 1 000,00',
        'Скидка клиента, −5 %: 950,00',
        '= 950,00; сумма 19 000,00, в том числе НДС 22 % 3 426,23',
      ],
    );
    assert.match((await call(words, { ...env, LANG: 'en_GB.UTF-8' })).lines[0] ?? '', /^Column “.+”, since 20/);
  });

  test('accounts by code, INN, name; products by article, barcode', async () => {
    for (const words of [
      ['7736050003', '4607012345678'],
      ['ромашка', 'pb-10'],
      ['ООО «Ромашка»', 'PB-10'],
    ]) {
      const { json } = await ask(...words, '1');
      assert.deepEqual([json['account'], json['price_e4']], ['ООО «Ромашка»', '12000000'], words.join());
    }
  });

  test('what cannot be found or told apart is refused; so is an account of others', async () => {
    const refusals = await Promise.all([
      ask('Гладиолус', 'PB-10', '1'),
      ask('ооо', 'PB-10', '1'),
      ask('A-001', 'НЕТ', '1'),
      ask('A-003', 'PB-10', '1', '--as', 'anna@kamerton.example'),
    ]);
    assert.deepEqual(
      refusals.map(({ code, json }) => [code, json['refused']]),
      [
        [1, 'cli.account_not_found'],
        [1, 'cli.account_ambiguous'],
        [1, 'cli.product_not_found'],
        [1, 'cli.account_not_found'],
      ],
    );
  });

  test('a head sees the accounts of the team', async () => {
    const called = await ask('A-001', 'PB-10', '1', '--as', 'vera@kamerton.example');
    assert.equal(called.json['account'], 'ООО «Ромашка»');
  });
});
