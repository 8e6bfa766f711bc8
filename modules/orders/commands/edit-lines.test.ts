/** An edit asks little of the lines that it does not put; what it answers must not know less for that. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { getOrder } from '../queries/card.ts';
import { keptOf, type Line, line, takerOf } from '../taking.fixture.ts';
import { repriceOrder } from './change.ts';
import { editLines } from './edit-lines.ts';

const world = await newWorld();
const { anna, vera } = world.people;
const take = takerOf(world);
const { powerbank, book, headphones } = ids.product;
const { romashka } = ids.account;
const { org } = ids;

type Draft = { readonly orderId: string; readonly edited: Line; version: number };

/** A draft whose line of `powerbank` is edited; the others are let alone. */
async function draftOf(others: readonly Line[]): Promise<Draft> {
  const edited = line(powerbank, 1);
  const { orderId } = await take(anna, [edited, ...others]);
  return { orderId, edited, version: 1 };
}

/** Edits that one line, and answers every check; they must be those of the card, which asks for everything. */
async function edit(draft: Draft, who: Person = anna) {
  const quantityMilli = String(1000 * (1 + draft.version));
  const put = [{ ...draft.edited, quantityMilli }];
  const { orderId, version } = draft;
  const { checks } = await world.done(who, editLines, { orderId, version, put, remove: [] });
  draft.version += 1;
  const card = await world.ask(who, (context) => getOrder(context, { orderId }));
  assert.ok(card.ok);
  assert.deepEqual(checks, card.value.checks);
  return new Map(checks.map((check) => [check.code, check.lineIds]));
}

const price = (validFrom: string, e4: number) =>
  world.owner('insert into price values ($1, $2, $3, $4, $5)', [org, book, ids.column.wholesale, validFrom, e4]);
const onBook = (set: string) => () => world.owner(`update product set ${set} where id = $1`, [book]);
const ofRomashka = (set: string) => () =>
  world.owner(`update account_terms set ${set} where account_id = $1`, [romashka]);
const inCategory = (set: string) => () =>
  world.owner(`update category set ${set} where id = (select category_id from product where id = $1)`, [book]);

const moved = 'orders.check_prices_moved';
const blocked = 'orders.check_lines_blocked';
const floor = 'orders.under_floor';

/** What moves the price, the floor or the sale of the book, what the panel then says, and the way back. */
const moves: readonly (readonly [what: string, code: string, () => Promise<unknown>, () => Promise<unknown>])[] = [
  [
    'a price of today',
    moved,
    () => price('2026-11-20', 5_000_000),
    () => world.owner('delete from price where valid_from = $1', ['2026-11-20']),
  ],
  [
    'a special price',
    moved,
    () =>
      world.owner('insert into terms_price values ($1, $2, $3, $4, null, 1000000)', [
        org,
        romashka,
        book,
        '2026-01-01',
      ]),
    () => world.owner('delete from terms_price where product_id = $1', [book]),
  ],
  ['a general discount', moved, ofRomashka('discount_bp = 700'), ofRomashka('discount_bp = 0')],
  [
    'a discount on the category',
    moved,
    () =>
      world.owner(
        `insert into terms_discount select $1, $2, $3, null, category_id, 900, '2026-01-01', null from product where id = $4`,
        [org, newId(), romashka, book],
      ),
    () => world.owner('delete from terms_discount where account_id = $1 and discount_bp = 900', [romashka]),
  ],
  [
    'a quantity break',
    moved,
    () =>
      world.owner(
        'insert into quantity_break (org_id, product_id, min_milli, discount_bp) values ($1, $2, 1000, 400)',
        [org, book],
      ),
    () => world.owner('delete from quantity_break where product_id = $1', [book]),
  ],
  [
    'another column of the account',
    moved,
    ofRomashka(`column_id = '${ids.column.dealer}'`),
    ofRomashka(`column_id = '${ids.column.wholesale}'`),
  ],
  ['goods taken out of sale', blocked, onBook("life_state = 'blocked'"), onBook("life_state = 'active'")],
  ['a minimum price', floor, onBook('min_price_e4 = 9000000'), onBook('min_price_e4 = null')],
  ['the least margin of the category', floor, inCategory('min_margin_bp = 90000'), inCategory('min_margin_bp = null')],
];

describe('ORD-117: an edit of one line tells what moved under the others, as the card does', () => {
  for (const [what, code, move, back] of moves) {
    test(what, async () => {
      const other = line(book, 2);
      const draft = await draftOf([other]);
      assert.equal((await edit(draft)).has(code), false);
      await move();
      assert.deepEqual((await edit(draft)).get(code), [other.id]);
      assert.deepEqual((await edit(draft)).get(code), [other.id], 'the next edit forgot');
      await back();
      assert.equal((await edit(draft)).has(code), false);
    });
  }

  test('a price that comes with its day', async () => {
    await price('2026-11-21', 5_000_000);
    const other = line(book, 2);
    const draft = await draftOf([other]);
    assert.equal((await edit(draft)).has(moved), false);
    world.setNow('2026-11-21');
    assert.deepEqual((await edit(draft)).get(moved), [other.id]);
    await world.done(anna, repriceOrder, { orderId: draft.orderId, version: draft.version });
    draft.version += 1;
    assert.equal((await edit(draft)).has(moved), false);
    world.setNow('2026-11-20');
    await world.owner("delete from price where valid_from = '2026-11-21'");
  });

  test('authority of the one who edits, not of the one who put the line', async () => {
    const other = line(book, 2, 1_500);
    const draft = await draftOf([other]);
    assert.deepEqual((await edit(draft)).get('orders.beyond_authority'), [other.id]);
    assert.equal((await edit(draft, vera)).has('orders.beyond_authority'), false);
    assert.deepEqual((await edit(draft)).get('orders.beyond_authority'), [other.id]);
  });

  test('goods that others took meanwhile', async () => {
    const other = line(headphones, 6);
    const draft = await draftOf([other]);
    assert.equal((await edit(draft)).has('orders.check_stock_short'), false);
    await world.owner('update stock set reserved_milli = reserved_milli + 5000 where product_id = $1', [headphones]);
    assert.deepEqual((await edit(draft)).get('orders.check_stock_short'), [other.id]);
    await world.owner('update stock set reserved_milli = reserved_milli - 5000 where product_id = $1', [headphones]);
    assert.equal((await edit(draft)).has('orders.check_stock_short'), false);
  });

  test('two lines of one product that are enough each, and short together', async () => {
    const [one, other] = [line(headphones, 6), line(headphones, 6)];
    const draft = await draftOf([one, other]);
    assert.deepEqual((await edit(draft)).get('orders.check_stock_short'), [other.id]);
  });
});

test('ORD-117: lines that nobody touched keep their prices through an edit, whatever moved', async () => {
  const draft = await draftOf([line(book, 2)]);
  const before = (await keptOf(world, draft.orderId)).lines[1];
  await price('2026-11-20', 5_000_000);
  await edit(draft);
  assert.deepEqual((await keptOf(world, draft.orderId)).lines[1], before);
});
