import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { explainPrice } from '../queries/explain.ts';
import { listAuthorities, listTermsPrices, readTerms } from '../queries/terms.ts';
import { removeAuthority, setAuthority } from './authorities.ts';
import { createColumn, makeMainColumn, removeColumn, renameColumn, reorderColumns } from './columns.ts';
import { endSpecialPrice, removeSpecialPrice, setSpecialPrice } from './special.ts';
import { addDiscount, endDiscount, removeDiscount, setTerms } from './terms.ts';

const world = await newWorld();
const { vera, anna, boris, admin, director, stranger } = world.people;
const { account, product, column, category, brand, entity } = ids;
// Boris, with the right to write prices: he still sees only his own accounts.
const pricingBoris = { ...boris, permissions: new Set([...boris.permissions, 'pricing.write' as const]) };

const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : (answer.code ?? ''));
const termsOf = async (who: Person, accountId: string) => {
  const answer = await world.ask(who, (context) => readTerms(context, { accountId }));
  return answer.ok ? answer.value : answer.code;
};
const priceOf = async (who: Person, accountId: string, date?: string) => {
  const answer = await world.ask(who, (context) =>
    explainPrice(context, { accountId, productId: product.powerbank, ...(date === undefined ? {} : { date }) }),
  );
  return answer.ok ? answer.value.priceE4 : answer.code;
};
const fields = {
  columnId: column.dealer,
  legalEntityId: entity.simplified,
  deferralDays: 45,
  deferralKind: 'banking' as const,
  discountBp: 200,
  minOrderMinor: '1000000',
};

// Today is 2026-11-20.
describe('terms of an account', () => {
  test('PRC-12 are set for those who see the account and hold the right; the first version is 1', async () => {
    const unset = await termsOf(anna, account.lutik);
    assert.ok(typeof unset !== 'string');
    assert.deepEqual(
      [unset.version, unset.columnId, unset.columnName, unset.legalEntityName],
      [0, null, 'Опт', 'ООО «Камертон Трейд»'],
    );
    assert.deepEqual(unset.closed.set, refuse('platform.forbidden', { permission: 'pricing.write' }));
    const input = { accountId: account.lutik, version: 0, ...fields };
    assert.equal(codeOf(await world.act(anna, setTerms, input)), 'platform.forbidden');
    assert.equal(codeOf(await world.act(pricingBoris, setTerms, input)), 'pricing.not_found');
    assert.equal(codeOf(await world.act(stranger, setTerms, input)), 'pricing.not_found');
    assert.deepEqual(await world.done(vera, setTerms, input), { version: 1 });
    assert.equal(codeOf(await world.act(vera, setTerms, input)), 'pricing.changed_meanwhile');
    const set = await termsOf(vera, account.lutik);
    assert.ok(typeof set !== 'string');
    assert.deepEqual(
      [set.version, set.columnName, set.deferralDays, set.deferralKind, set.minOrderMinor, set.closed.set],
      [1, 'Дилер', 45, 'banking', '1000000', null],
    );
    assert.equal(await priceOf(anna, account.lutik), '9800000', '1000.00 less 2 %');
    assert.equal(await termsOf(boris, account.lutik), 'pricing.not_found');
    assert.equal(await termsOf(stranger, account.lutik), 'pricing.not_found');
    assert.equal(
      codeOf(await world.act(vera, setTerms, { ...input, version: 1, columnId: ids.org })),
      'pricing.column_not_found',
    );
    assert.equal(
      codeOf(await world.act(vera, setTerms, { ...input, version: 1, legalEntityId: entity.other })),
      'pricing.entity_not_found',
    );
  });

  test('two who set the first terms at once: one is told that they changed', async () => {
    const input = { accountId: account.orphan, version: 0, ...fields };
    const answers = await Promise.all(
      [0, 1, 2, 3].map((at) => world.act(admin, setTerms, { ...input, deferralDays: at })),
    );
    assert.deepEqual(answers.map(codeOf).sort(), [
      'done',
      'pricing.changed_meanwhile',
      'pricing.changed_meanwhile',
      'pricing.changed_meanwhile',
    ]);
  });

  test('terms of an archived account stay', async () => {
    await world.owner('update account set archived = true where id = $1', [account.orphan]);
    assert.equal(
      codeOf(await world.act(admin, setTerms, { accountId: account.orphan, version: 1, ...fields })),
      'pricing.account_archived',
    );
  });
});

describe('discounts of the terms', () => {
  const give = (more: object, who: Person = vera) =>
    world.act(who, addDiscount, {
      accountId: account.romashka,
      id: newId(),
      brandId: brand.volt,
      categoryId: null,
      discountBp: 1_000,
      validFrom: '2026-11-20',
      validTo: null,
      ...more,
    });

  test('PRC-6 a discount on a brand or a category, from today on, ended by half-open days', async () => {
    const given = await give({ validTo: '2026-12-01' });
    assert.ok(given.ok);
    assert.deepEqual([given.value.scope, given.value.name, given.value.state], ['brand', 'Вольт', 'current']);
    assert.deepEqual(
      await Promise.all(
        ['2026-11-19', '2026-11-20', '2026-11-30', '2026-12-01'].map((day) => priceOf(anna, account.romashka, day)),
      ),
      ['12000000', '10800000', '10800000', '12000000'],
    );
    const at = { accountId: account.romashka, discountId: given.value.id };
    await world.done(vera, endDiscount, { ...at, validTo: '2026-11-25' });
    assert.equal(await priceOf(anna, account.romashka, '2026-11-25'), '12000000');
    await world.done(vera, removeDiscount, at);
    assert.equal(await priceOf(anna, account.romashka), '12000000');
  });

  test('PRC-1 what has begun is ended, not taken back; the past stays', async () => {
    const given = await give({});
    assert.ok(given.ok);
    const at = { accountId: account.romashka, discountId: given.value.id };
    world.setNow('2026-11-22');
    assert.deepEqual(
      await world.act(vera, removeDiscount, at),
      refuse('pricing.already_in_force', { sinceOn: '2026-11-20' }),
    );
    assert.deepEqual(
      await world.act(vera, endDiscount, { ...at, validTo: '2026-11-21' }),
      refuse('pricing.past_day', { dayOn: '2026-11-21' }),
    );
    await world.done(vera, endDiscount, { ...at, validTo: '2026-11-22' });
    assert.equal(codeOf(await world.act(vera, endDiscount, { ...at, validTo: null })), 'pricing.already_over');
    assert.deepEqual(
      await Promise.all(['2026-11-21', '2026-11-22'].map((day) => priceOf(anna, account.romashka, day))),
      ['10800000', '12000000'],
    );
    world.setNow('2026-11-20');
  });

  test('PRC-12 both or neither scope, past and empty periods, others’ accounts', async () => {
    assert.equal(codeOf(await give({ categoryId: category.power })), 'pricing.discount_scope');
    assert.equal(codeOf(await give({ brandId: null })), 'pricing.discount_scope');
    assert.equal(codeOf(await give({ brandId: ids.org })), 'pricing.brand_not_found');
    assert.equal(codeOf(await give({ brandId: null, categoryId: ids.org })), 'pricing.category_not_found');
    assert.equal(codeOf(await give({ validFrom: '2026-11-19' })), 'pricing.past_day');
    assert.equal(codeOf(await give({ validTo: '2026-11-20' })), 'pricing.empty_period');
    assert.equal(codeOf(await give({ validTo: '2026-11-31' })), 'pricing.bad_day');
    assert.equal(codeOf(await give({}, pricingBoris)), 'pricing.not_found');
    assert.equal(
      codeOf(await world.act(pricingBoris, removeDiscount, { accountId: account.vasilek, discountId: newId() })),
      'pricing.discount_not_found',
    );
  });
});

describe('special prices of the terms', () => {
  const which = { accountId: account.romashka, productId: product.powerbank, validFrom: '2026-11-20' };

  test('PRC-4 agreed, corrected the same day, ended, taken back', async () => {
    await world.done(vera, setSpecialPrice, { ...which, validTo: null, priceE4: '11000000' });
    await world.done(vera, setSpecialPrice, { ...which, validTo: '2026-12-01', priceE4: '10900000' });
    assert.deepEqual(
      await Promise.all(['2026-11-20', '2026-12-01'].map((day) => priceOf(anna, account.romashka, day))),
      ['10900000', '12000000'],
    );
    const listed = await world.ask(anna, (context) => listTermsPrices(context, { accountId: account.romashka }));
    assert.deepEqual(listed.ok && listed.value.rows, [
      {
        productId: product.powerbank,
        code: 'PB-10',
        name: 'Аккумулятор внешний 10 000 мА·ч',
        validFrom: '2026-11-20',
        validTo: '2026-12-01',
        priceE4: '10900000',
        columnE4: '12000000',
        state: 'current',
      },
    ]);
    await world.done(vera, endSpecialPrice, { ...which, validTo: '2026-11-22' });
    assert.deepEqual(
      await Promise.all(['2026-11-21', '2026-11-22'].map((day) => priceOf(anna, account.romashka, day))),
      ['10900000', '12000000'],
    );
    await world.done(vera, removeSpecialPrice, which);
    assert.equal(codeOf(await world.act(vera, removeSpecialPrice, which)), 'pricing.price_not_found');
  });

  test('PRC-12 neither given nor seen by those who do not see the account', async () => {
    const price = { ...which, validTo: null, priceE4: '1' };
    assert.equal(codeOf(await world.act(pricingBoris, setSpecialPrice, price)), 'pricing.not_found');
    assert.equal(codeOf(await world.act(anna, setSpecialPrice, price)), 'platform.forbidden');
    assert.equal(
      codeOf(await world.act(vera, setSpecialPrice, { ...price, productId: product.other })),
      'pricing.product_not_found',
    );
    assert.equal(
      codeOf(await world.act(vera, setSpecialPrice, { ...price, validFrom: '2026-11-19' })),
      'pricing.past_day',
    );
    await world.done(vera, setSpecialPrice, { ...price, priceE4: '11500000' });
    for (const who of [boris, stranger]) {
      const listed = await world.ask(who, (context) => listTermsPrices(context, { accountId: account.romashka }));
      assert.deepEqual(listed.ok && listed.value.rows, []);
    }
  });

  test('pages of special prices pass each once', async () => {
    for (let at = 0; at < 120; at += 1) {
      await world.owner('insert into terms_price values ($1, $2, $3, $4::date + $5::int, $4::date + $5::int + 1, 1)', [
        ids.org,
        account.romashka,
        product.book,
        '2027-01-01',
        at,
      ]);
    }
    const found: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 5; page += 1) {
      const input = { accountId: account.romashka, ...(cursor === undefined ? {} : { cursor }) };
      const listed = await world.ask(anna, (context) => listTermsPrices(context, input));
      if (!listed.ok) throw new Error(listed.code);
      found.push(...listed.value.rows.map((row) => `${row.code} ${row.validFrom}`));
      if (listed.value.next === null) break;
      cursor = listed.value.next;
    }
    assert.equal(found.length, 121);
    assert.deepEqual(found, [...new Set(found)].sort());
  });
});

describe('discount authority', () => {
  test('PRC-13 is set by those who write settings, once for a role and category', async () => {
    const input = { id: newId(), roleId: ids.role['kam'] ?? '', categoryId: category.books, maxBp: 300 };
    assert.equal(codeOf(await world.act(vera, setAuthority, input)), 'platform.forbidden');
    await world.done(admin, setAuthority, input);
    await world.done(admin, setAuthority, { ...input, id: newId(), maxBp: 400 });
    const kept = await world.owner('select max_bp from discount_authority where role_id = $1 and category_id = $2', [
      input.roleId,
      category.books,
    ]);
    assert.deepEqual(kept, [{ max_bp: 400 }]);
    await world.done(admin, setAuthority, { ...input, id: newId(), categoryId: null, maxBp: 600 });
    const listed = await world.ask(director, (context) => listAuthorities(context));
    assert.ok(listed.ok);
    assert.deepEqual(
      listed.value.rows.filter((row) => row.roleId === input.roleId).map((row) => [row.categoryPath, row.maxBp]),
      [
        ['', 600],
        ['Книги', 400],
      ],
    );
    assert.equal(listed.value.closed.set?.code, 'platform.forbidden');
    assert.equal(
      codeOf(await world.act(admin, setAuthority, { ...input, id: newId(), roleId: ids.org })),
      'pricing.role_not_found',
    );
    assert.equal(
      codeOf(await world.act(admin, setAuthority, { ...input, id: newId(), categoryId: ids.org })),
      'pricing.category_not_found',
    );
    assert.equal(codeOf(await world.act(stranger, setAuthority, { ...input, id: newId() })), 'pricing.role_not_found');
    assert.equal(
      codeOf(await world.act(stranger, removeAuthority, { authorityId: input.id })),
      'pricing.authority_not_found',
    );
    await world.done(admin, removeAuthority, { authorityId: input.id });
  });
});

describe('price columns', () => {
  test('PRC-14 one main column at every moment; what is in use is not removed', async () => {
    const id = newId();
    assert.deepEqual(await world.done(vera, createColumn, { id, name: ' Партнёр ' }), {
      id,
      name: 'Партнёр',
      isMain: false,
      accounts: 0,
    });
    assert.equal(
      codeOf(await world.act(vera, createColumn, { id: newId(), name: 'партнер' })),
      'pricing.column_name_taken',
    );
    assert.equal(codeOf(await world.act(vera, createColumn, { id: newId(), name: ' ' })), 'pricing.column_name_empty');
    await world.done(vera, renameColumn, { columnId: id, name: 'Золотой партнёр' });
    assert.equal(
      codeOf(await world.act(vera, renameColumn, { columnId: ids.org, name: 'Х' })),
      'pricing.column_not_found',
    );
    await world.done(vera, reorderColumns, { columnIds: [id, column.retail, column.wholesale, column.dealer] });
    assert.equal(
      codeOf(await world.act(vera, reorderColumns, { columnIds: [id, column.retail] })),
      'pricing.columns_changed',
    );
    await Promise.all(
      [id, column.retail, column.dealer].map((columnId) => world.done(vera, makeMainColumn, { columnId })),
    );
    const main = await world.owner('select count(*)::int as n from price_column where org_id = $1 and is_default', [
      ids.org,
    ]);
    assert.deepEqual(main, [{ n: 1 }]);
    await world.done(vera, makeMainColumn, { columnId: id });
    assert.equal(codeOf(await world.act(vera, removeColumn, { columnId: id })), 'pricing.column_is_main');
    await world.done(vera, makeMainColumn, { columnId: column.wholesale });
    assert.equal(codeOf(await world.act(vera, removeColumn, { columnId: column.retail })), 'pricing.column_in_use');
    await world.done(vera, removeColumn, { columnId: id });
    assert.equal(
      codeOf(await world.act(stranger, removeColumn, { columnId: column.retail })),
      'pricing.column_not_found',
    );
  });

  test('PRC-14 the first column of an org is its main one', async () => {
    assert.equal((await world.done(stranger, createColumn, { id: newId(), name: 'Опт' })).isMain, true);
    assert.equal((await world.done(stranger, createColumn, { id: newId(), name: 'РРЦ' })).isMain, false);
  });
});
