import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { type Tx, writeOrg } from '#platform/database.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import type { PriceFacts } from '../model.ts';
import { priceLine } from '../rules/line.ts';
import { loadPriceFacts } from './facts.ts';

const world = await newWorld();
const { org, account, product, column, category, brand } = ids;
const kam = ids.role['kam'] ?? '';

type Ask = { accountId?: string; date?: string; roleId?: string; orgId?: string; productIds?: string[] };
const factsFor = (ask: Ask = {}): Promise<PriceFacts> => {
  const { productIds = [product.powerbank], ...more } = ask;
  const scope = { orgId: org, accountId: account.romashka, roleId: kam, date: '2026-11-20', ...more };
  return world.read(scope.orgId, (read) => loadPriceFacts(read, scope, productIds));
};
const powerbankOf = async (ask: Ask = {}) => (await factsFor(ask)).products.get(product.powerbank);
const priceOf = async (ask: Ask = {}): Promise<bigint | string> => {
  const priced = priceLine(await factsFor(ask), { productId: product.powerbank, quantityMilli: 1_000n, manualBp: 0 });
  return priced.ok ? priced.value.priceE4 : priced.code;
};
const putPrice = (validFrom: string, priceE4: string, columnId: string = column.wholesale) =>
  world.owner('insert into price values ($1, $2, $3, $4, $5) on conflict do nothing', [
    org,
    product.powerbank,
    columnId,
    validFrom,
    priceE4,
  ]);
const putDiscount = (what: { brandId?: string; categoryId?: string; bp: number; from?: string; to?: string | null }) =>
  world.owner('insert into terms_discount values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    org,
    newId(),
    account.romashka,
    what.brandId ?? null,
    what.categoryId ?? null,
    what.bp,
    what.from ?? '2026-01-01',
    what.to ?? null,
  ]);

describe('facts of a price', () => {
  test('the account’s column, and the main one for an account without terms', async () => {
    assert.equal(await priceOf(), 1200_0000n);
    assert.equal(await priceOf({ accountId: account.vasilek }), 950_0000n);
    assert.equal(await priceOf({ accountId: account.orphan }), 1200_0000n);
    const facts = await factsFor({ accountId: account.vasilek });
    const { columnName, deferralDays, deferralKind, discountBp, legalEntityId, vatRegime } = facts.account;
    assert.deepEqual(
      { columnName, deferralDays, deferralKind, discountBp, legalEntityId, vatRegime },
      {
        columnName: 'Дилер',
        deferralDays: 14,
        deferralKind: 'banking',
        discountBp: 500,
        legalEntityId: ids.entity.main,
        vatRegime: 'general',
      },
    );
  });

  test('PRC-2 a future price comes into force at midnight of its day, the one before stays for the days before', async () => {
    await putPrice('2026-12-01', '13000000');
    await putPrice('2027-01-01', '14000000');
    const days = ['2025-12-31', '2026-01-01', '2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'];
    const seen = await Promise.all(days.map((date) => priceOf({ date })));
    assert.deepEqual(seen, ['pricing.no_price', 1200_0000n, 1200_0000n, 1300_0000n, 1300_0000n, 1400_0000n]);
  });

  test('PRC-4 a special price holds from its first day up to its last named day, not included; the later agreed wins', async () => {
    const put = (from: string, to: string | null, e4: string) =>
      world.owner('insert into terms_price values ($1, $2, $3, $4, $5, $6)', [
        org,
        account.lutik,
        product.powerbank,
        from,
        to,
        e4,
      ]);
    await put('2026-03-01', '2026-04-01', '11000000');
    await put('2026-03-10', '2026-03-20', '10500000');
    const days = ['2026-02-28', '2026-03-01', '2026-03-10', '2026-03-19', '2026-03-20', '2026-03-31', '2026-04-01'];
    const seen = await Promise.all(days.map((date) => priceOf({ date, accountId: account.lutik })));
    assert.deepEqual(seen, [1200_0000n, 1100_0000n, 1050_0000n, 1050_0000n, 1100_0000n, 1100_0000n, 1200_0000n]);
    assert.equal(await priceOf({ date: '2026-03-10' }), 1200_0000n, 'another account has none of it');
  });

  test('PRC-6 of category discounts the nearest, then the best of account, brand and category; only on their days', async () => {
    const discount = async (date = '2026-11-20') => (await powerbankOf({ date }))?.discount ?? null;
    assert.equal(await discount(), null);
    await putDiscount({ categoryId: category.electronics, bp: 700 });
    assert.deepEqual(await discount(), { scope: 'category', name: 'Электроника', bp: 700 });
    await putDiscount({ categoryId: category.power, bp: 300 });
    assert.deepEqual(
      await discount(),
      { scope: 'category', name: 'Питание', bp: 300 },
      'the nearest, though it is smaller',
    );
    await putDiscount({ brandId: brand.volt, bp: 400, from: '2026-11-01', to: '2026-11-20' });
    assert.deepEqual(await discount('2026-11-19'), { scope: 'brand', name: 'Вольт', bp: 400 });
    assert.deepEqual(await discount('2026-11-20'), { scope: 'category', name: 'Питание', bp: 300 });
    await world.owner('update account_terms set discount_bp = 350 where org_id = $1 and account_id = $2', [
      org,
      account.romashka,
    ]);
    assert.deepEqual(await discount(), { scope: 'account', name: '', bp: 350 });
  });

  test('PRC-7 authority of the nearest category, else the general one, else none', async () => {
    const authority = async (roleId: string, id: string = product.powerbank) =>
      (await factsFor({ roleId, productIds: [id] })).products.get(id)?.authorityBp;
    const put = (categoryId: string, maxBp: number) =>
      world.owner('insert into discount_authority values ($1, $2, $3, $4, $5)', [org, newId(), kam, categoryId, maxBp]);
    assert.equal(await authority(kam), 500);
    await put(category.electronics, 900);
    assert.deepEqual([await authority(kam), await authority(kam, product.book)], [900, 500]);
    await put(category.power, 0);
    assert.equal(await authority(kam), 0, 'nearest, though it gives less');
    assert.equal(await authority(kam, product.headphones), 900);
    assert.equal(await authority(ids.role['finance'] ?? ''), 0);
  });

  test('PRC-8 the least margin of the nearest category that says', async () => {
    const margin = async () => (await powerbankOf())?.minMarginBp;
    assert.equal(await margin(), 500);
    await world.owner('update category set min_margin_bp = null where id = $1', [category.power]);
    assert.equal(await margin(), null);
    await world.owner('update category set min_margin_bp = 200 where id = $1', [category.electronics]);
    assert.equal(await margin(), 200);
    await world.owner('update category set min_margin_bp = 0 where id = $1', [category.power]);
    assert.equal(await margin(), 0);
  });

  test('quantity breaks come the least first', async () => {
    for (const [min, bp] of [
      [100_000, 500],
      [10_000, 100],
    ]) {
      await world.owner('insert into quantity_break values ($1, $2, $3, $4)', [org, product.powerbank, min, bp]);
    }
    assert.deepEqual((await powerbankOf())?.breaks, [
      { minMilli: 10_000n, bp: 100 },
      { minMilli: 100_000n, bp: 500 },
    ]);
  });

  test('PRC-9 one statement whatever the number of products', async () => {
    const scope = { orgId: org, accountId: account.romashka, roleId: kam, date: '2026-11-20' };
    const many = [...Object.values(product), ...Array.from({ length: 300 }, () => newId())];
    for (const productIds of [[], [product.powerbank], many]) {
      await world.read(org, async (read) => {
        const before = world.db.statements();
        await loadPriceFacts(read, scope, productIds);
        assert.equal(world.db.statements() - before, 1);
      });
    }
  });

  test('PRC-12 the other org’s products and accounts are not there', async () => {
    const facts = await factsFor({ accountId: account.other, productIds: [product.other, product.powerbank] });
    assert.equal(facts.account.known, false);
    assert.deepEqual([...facts.products.keys()], [product.powerbank]);
    const theirs = await factsFor({ orgId: ids.otherOrg, productIds: [product.powerbank, product.other] });
    assert.deepEqual([...theirs.products.keys()], [product.other]);
    assert.equal(theirs.account.known, false);
  });
});

describe('PRC-16: whatever prices of products hang on is counted when it changes', () => {
  const countIn = async (orgId: string): Promise<bigint> =>
    (
      await world.read(orgId, (read) =>
        loadPriceFacts(read, { orgId, accountId: account.romashka, roleId: kam, date: '2026-11-20' }, []),
      )
    ).changes;

  test('every table that the facts are read from counts its changes, or is none of the products', async () => {
    const text = await readFile(new URL('facts.ts', import.meta.url), 'utf8');
    const named = new Set([...text.matchAll(/\b(?:from|join) ([a-z_]+)\b/g)].map((match) => match[1]));
    const rows = await world.owner(
      "select tgrelid::regclass::text as name from pg_trigger where tgname like '%\\_price\\_change'",
    );
    const counted = new Set(rows.map((row) => row['name']));
    const tables = await world.owner("select relname from pg_class where relkind = 'r'");
    const read = tables.map((row) => row['relname']).filter((name) => named.has(String(name)));
    // The account, its seller and warehouse, and what the role may give are asked for at every edit; a brand is its name.
    const apart = ['account', 'brand', 'discount_authority', 'legal_entity', 'org', 'price_change', 'warehouse'];
    assert.deepEqual(read.filter((name) => !counted.has(name)).sort(), apart);
  });

  test('in the org where it is done, by a person or by the owner', async () => {
    const before = [await countIn(org), await countIn(ids.otherOrg)];
    await writeOrg(world.db, org, {
      work: (tx) => sql`update product set name = name where org_id = ${org}`.execute(tx),
    });
    const after = [await countIn(org), await countIn(ids.otherOrg)];
    assert.deepEqual(after, [(before[0] ?? 0n) + 1n, before[1]]);
    await world.owner('update product set name = name where org_id = $1', [org]);
    assert.ok((await countIn(org)) > (after[0] ?? 0n));
  });

  test('with the change itself, and two who change at once do not wait for each other', async () => {
    const before = await countIn(org);
    const change = (tx: Tx, id: string) =>
      sql`update product set name = name where org_id = ${org} and id = ${id}`.execute(tx);
    await writeOrg(world.db, org, {
      work: async (tx) => {
        await change(tx, product.powerbank);
        await writeOrg(world.db, org, { work: (other) => change(other, product.book) });
        assert.equal(await countIn(org), before + 1n);
      },
    });
    assert.equal(await countIn(org), before + 2n);
  });
});
