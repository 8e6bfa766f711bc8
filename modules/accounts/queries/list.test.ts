import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import type { InputOf } from '#platform/endpoint.ts';
import { cursorOf } from '#platform/paging.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { assignAccounts } from '../commands/assign.ts';
import { addContact } from '../commands/contacts.ts';
import { createAccount } from '../commands/create.ts';
import { archiveAccount } from '../commands/life.ts';
import type { accounts } from '../contract.ts';
import { contactForm, form } from '../world.fixture.ts';
import { listGroups } from './groups.ts';
import { listAccounts } from './list.ts';
import { accountOptions } from './options.ts';
import { pickAccounts } from './pick.ts';

const world = await newWorld();
const { admin, anna, boris, vera, director, stranger, sonya } = world.people;

type Input = InputOf<typeof accounts.list>;
async function list(who: Person, input: Input = {}) {
  const answer = await world.ask(who, (context) => listAccounts(context, input));
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}
const names = async (who: Person, input: Input = {}) => (await list(who, input)).rows.map((row) => row.name);
const picked = async (who: Person, q?: string) => {
  const answer = await world.ask(who, (context) => pickAccounts(context, q === undefined ? {} : { q }));
  return answer.ok ? answer.value.rows.map((row) => row.name) : [];
};

describe('the list', () => {
  test('ACC-3 each sees theirs: own, the team’s, all; another org nothing of it', async () => {
    assert.deepEqual(await names(anna), ['ООО «Лютик»', 'ООО «Ромашка»']);
    assert.deepEqual(await names(boris), ['ИП Васильков В. В.']);
    assert.deepEqual(await names(vera), ['ИП Васильков В. В.', 'ООО «Лютик»', 'ООО «Ромашка»']);
    assert.deepEqual(await names(director), ['ИП Васильков В. В.', 'ООО «Лютик»', 'ООО «Ничей»', 'ООО «Ромашка»']);
    assert.deepEqual(await names(stranger), ['ООО «Чужой клиент»']);
    assert.equal((await list(anna)).count, 2, 'counts tell no more than rows');
    assert.deepEqual(await names(anna, { q: 'василь' }), []);
    assert.deepEqual(await names(anna, { managerId: [ids.person.boris] }), []);
    assert.deepEqual(await names(anna, { unassigned: true }), []);
  });

  test('filters', async () => {
    const cases: [input: Input, found: string[]][] = [
      [{ mine: true }, []],
      [{ unassigned: true }, ['ООО «Ничей»']],
      [{ managerId: [ids.person.boris] }, ['ИП Васильков В. В.']],
      [{ groupId: ids.group.flowers }, ['ООО «Лютик»', 'ООО «Ромашка»']],
      [{ key: true }, ['ООО «Ромашка»']],
      [{ status: ['lost', 'sleeping'] }, []],
      [{ role: 'dealer' }, []],
      [{ role: 'customer', key: true }, ['ООО «Ромашка»']],
      [{ tier: ['A'] }, []],
      [{ archived: true }, []],
    ];
    for (const [input, found] of cases) assert.deepEqual(await names(admin, input), found, JSON.stringify(input));
  });

  test('a row says what the list shows; debts come to those who read credit', async () => {
    await world.owner('update account_credit set receivable_minor = 150000 where account_id = $1', [
      ids.account.romashka,
    ]);
    await world.owner(
      `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on,
        amount_minor, open_minor)
       values ($1, gen_random_uuid(), $2, '1', '1', '2026-10-01', '2026-11-19', 100000, 100000), ($1,
         gen_random_uuid(), $2, '2', '2', '2026-10-01', '2026-11-20', 50000, 50000)`,
      [ids.org, ids.account.romashka],
    );
    const row = (await list(anna, { key: true })).rows[0];
    assert.deepEqual(row, {
      id: ids.account.romashka,
      code: 'A-001',
      name: 'ООО «Ромашка»',
      inn: '7736050003',
      kpp: '773601001',
      status: 'active',
      isKey: true,
      tier: '',
      roles: ['customer'],
      phone: '',
      email: '',
      archived: false,
      managerId: ids.person.anna,
      managerName: 'Анна Клюева',
      groupId: ids.group.flowers,
      groupName: 'Холдинг «Цветы»',
      nextStep: '',
      nextStepOn: null,
      lastShippedOn: null,
      receivableMinor: '150000',
      overdueMinor: '100000',
    });
    const withoutCredit = { ...anna, permissions: new Set(['accounts.read'] as const) };
    const blind = (await list(withoutCredit, { key: true })).rows[0];
    assert.deepEqual([blind?.receivableMinor, blind?.overdueMinor], [null, null]);
  });

  test('ACC-13 one statement, whatever is asked', async () => {
    for (const input of [
      {},
      { q: 'ромашка' },
      { q: 'ро' },
      { q: 'ооо', status: ['active' as const] },
      { cursor: cursorOf(['а', ids.org]) },
    ]) {
      const before = world.db.statements();
      await list(admin, input);
      // Begin, the org of the transaction, the statement, commit.
      assert.equal(world.db.statements() - before, 4, JSON.stringify(input));
    }
  });
});

describe('the search', () => {
  test('finds by each field, in any spelling', async () => {
    const input = form({
      name: 'ЗАО «Ёлочка-Торг»',
      code: 'К-77/05',
      inn: '7706107510',
      kpp: '770601001',
      phone: '8 (495) 777-12-34',
      email: 'Sales@Elka.ru',
      groupId: ids.group.flowers,
    });
    await world.done(admin, createAccount, { ...input, managerId: ids.person.anna });
    await world.done(
      anna,
      addContact,
      contactForm({
        accountId: input.id,
        name: 'Зинаида Прокопьевна Щукина',
        phone: '+375 29 765-43-21',
        email: 'zina@mail.by',
      }),
    );
    const texts = [
      'елочка',
      'ЁЛОЧКА',
      'торг',
      'елочка-торг',
      '«Ёлочка»',
      'торг елочка',
      'ЗАО Елочка',
      'к-77/05',
      'К-77',
      '7706107510',
      '610751',
      '770601001',
      '84957771234',
      '+7 495 777-12-34',
      '777-12-34',
      '(495) 777',
      'sales@elka.ru',
      'elka',
      'Щукина Зинаида',
      'прокопьевна',
      '375297654321',
      '29 765-43-21',
      'zina@',
      'цветы елочка',
      'ел',
      'Ёл',
      'К-',
    ];
    for (const q of texts) {
      assert.ok((await names(anna, { q })).includes('ЗАО «Ёлочка-Торг»'), q);
      assert.ok((await picked(anna, q)).includes('ЗАО «Ёлочка-Торг»'), `pick ${q}`);
    }
    for (const q of ['елочка иванов', '7706107511', 'лочка_', '%', 'елочка\\', "'; drop table account; --", 'зы'])
      assert.ok(!(await names(anna, { q })).includes('ЗАО «Ёлочка-Торг»'), q);
    assert.deepEqual(await names(boris, { q: 'щукина' }), []);
    assert.equal((await list(anna, { q: 'щукина' })).count, 1);
  });

  test('the picker puts an exact code or INN first, then names that begin with the text', async () => {
    await world.done(anna, createAccount, form({ name: 'ООО «Аромаромашка»', code: 'R-1' }));
    await world.done(anna, createAccount, form({ name: 'ООО «Ромашка и дочь»', code: 'R-10' }));
    assert.deepEqual(await picked(anna, 'ромашка'), ['ООО «Ромашка и дочь»', 'ООО «Ромашка»', 'ООО «Аромаромашка»']);
    assert.equal((await picked(anna, 'r-1'))[0], 'ООО «Аромаромашка»');
    assert.equal((await picked(anna, '7736050003'))[0], 'ООО «Ромашка»');
    assert.ok((await picked(anna)).length > 2);
    assert.ok((await picked(sonya)).includes('ООО «Ничей»'));
  });
});

describe('pages', () => {
  test('go through every account once, in the order of the Russian alphabet, and stop', async () => {
    const letters = ['Яхонт', 'ёж', 'Ель', 'абрикос', 'Ёлка', 'Жук', 'Zebra', 'Абв', 'еж', '1С-Софт', 'Ель'];
    for (const name of letters) await world.done(boris, createAccount, form({ name, segment: 'п' }));
    const paged = async (input: Input) => {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let page = 0; page < 40 && cursor !== null; page += 1) {
        const answer: Awaited<ReturnType<typeof list>> = await list(boris, { ...input, limit: 3, cursor });
        seen.push(...answer.rows.map((row) => row.name));
        assert.equal(answer.count === undefined, page > 0, 'the count comes with the first page');
        cursor = answer.next;
      }
      return seen;
    };
    const whole = await names(boris);
    assert.deepEqual(await paged({}), whole);
    const cyrillic = whole.filter((name) => /^[А-яёЁ]/.test(name) && !name.startsWith('ИП'));
    assert.deepEqual(
      cyrillic,
      ['абрикос', 'Абв', 'еж', 'ёж', 'Ёлка', 'Ель', 'Ель', 'Жук', 'Яхонт'].sort(new Intl.Collator('ru').compare),
    );
    assert.deepEqual(await paged({ q: 'ель' }), ['Ель', 'Ель']);
    assert.deepEqual(await paged({ q: 'е' }), ['еж', 'ёж', 'Ёлка', 'Ель', 'Ель'].sort(new Intl.Collator('ru').compare));
  });

  test('a cursor that is none begins anew and never reaches the database', async () => {
    for (const cursor of [
      'nonsense',
      cursorOf(['a']),
      cursorOf(['a', 'not an id']),
      cursorOf(['a\0', ids.org]),
      cursorOf([1, 2]),
    ]) {
      assert.deepEqual(await names(anna, { cursor, limit: 1 }), await names(anna, { limit: 1 }), cursor);
    }
  });

  test('past 1,000 it is not counted; every way of a search gives the same rows in the same order', async () => {
    await world.owner(
      `insert into account (org_id, id, code, name, name_key, search_text, manager_id, created_at, updated_at)
       select $1, gen_random_uuid(), 'M-' || n, 'ООО «Массив ' || n || '»', 'массив ' || n,
         'ооо «массив ' || n || '» ' || case when n <= 11500 then 'нечастое' else '' end, $2, now(), now()
       from generate_series(10001, 13100) n`,
      [ids.org, ids.person.vera],
    );
    const all = await list(admin, { q: 'массив' });
    assert.deepEqual([all.count, all.countMore, all.rows.length], [1000, true, 50]);
    assert.equal(all.rows[0]?.name, 'ООО «Массив 10001»');
    assert.equal((await list(admin, { q: 'массив', cursor: all.next ?? '' })).rows[0]?.name, 'ООО «Массив 10051»');
    const order = all.rows.map((row) => row.name);
    // A walk by names and a sort, in the whole list and in a narrowed one; few of one's own.
    assert.deepEqual(await names(admin, { q: 'массив нечастое' }), order);
    assert.deepEqual(await names(vera, { q: 'массив' }), order);
    assert.deepEqual(await names(vera, { q: 'массив нечастое' }), order);
    assert.deepEqual(await names(admin, { q: 'массив нечастое', managerId: [ids.person.vera] }), order);
    assert.deepEqual(await names(anna, { q: 'массив' }), []);
    assert.equal(
      (await list(vera, { q: 'массив' })).count,
      undefined,
      'what would cost a reading of all is not counted',
    );
    assert.equal((await list(vera, { q: 'массив нечастое' })).count, 1000);
    assert.deepEqual([(await list(vera)).count, (await list(vera)).countMore], [1000, true]);
    const short = await list(vera, { q: 'ма' });
    assert.deepEqual([short.count, short.countMore], [200, true]);
  });
});

describe('the index of the search', () => {
  /** The plan of a search as the application's role gets it, were reading the whole table forbidden. */
  const plan = async () =>
    world.read(ids.org, async (read) => {
      await sql`set local enable_seqscan = off`.execute(read);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select a.id from account a where a.org_id = ${ids.org} and a.search_text like '%ромашка%'`.execute(
        read,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });

  test('serves under row-level security, because LIKE is declared leakproof', async () => {
    await world.owner('vacuum analyze account');
    assert.match(await plan(), /Index Cond: .*search_text ~~/);
    await world.owner('alter function textlike(text, text) not leakproof');
    assert.doesNotMatch(await plan(), /Index Cond: .*search_text ~~/);
    await world.owner('alter function textlike(text, text) leakproof');
  });
});

describe('beside the list', () => {
  test('the archive is apart, and is not offered by the picker', async () => {
    const input = form({ name: 'ООО «Архивный»' });
    await world.done(boris, createAccount, input);
    await world.done(boris, archiveAccount, { accountId: input.id });
    assert.ok(!(await names(boris)).includes('ООО «Архивный»'));
    assert.deepEqual(await names(boris, { archived: true }), ['ООО «Архивный»']);
    assert.deepEqual(await picked(boris, 'архивный'), []);
  });

  test('ACC-3 an account that moved is seen by the new one only, at once', async () => {
    const input = form({ name: 'ООО «Переходный»' });
    await world.done(anna, createAccount, input);
    await world.done(vera, assignAccounts, { accountIds: [input.id], managerId: ids.person.boris, reason: '' });
    assert.deepEqual(await names(anna, { q: 'переходный' }), []);
    assert.deepEqual(await names(boris, { q: 'переходный' }), ['ООО «Переходный»']);
  });

  test('groups by name with what the actor sees of them; options in scope', async () => {
    const groups = async (who: Person, q?: string) => {
      const answer = await world.ask(who, (context) => listGroups(context, q === undefined ? {} : { q }));
      return answer.ok ? answer.value.rows.map((row) => [row.name, row.accounts]) : [];
    };
    assert.deepEqual(await groups(anna), [['Холдинг «Цветы»', 3]]);
    assert.deepEqual(await groups(boris, 'цвет'), [['Холдинг «Цветы»', 0]]);
    assert.deepEqual(await groups(boris, 'птицы'), []);
    assert.deepEqual(await groups(stranger), []);
    const people = async (who: Person) => {
      const answer = await world.ask(who, (context) => accountOptions(context));
      return answer.ok ? answer.value : null;
    };
    assert.deepEqual((await people(anna))?.managers, [{ id: ids.person.anna, name: 'Анна Клюева' }]);
    assert.deepEqual(
      (await people(vera))?.managers.map((one) => one.name),
      ['Анна Клюева', 'Борис Ключников', 'Вера Головина'],
    );
    assert.deepEqual((await people(vera))?.segments, ['п']);
  });
});
