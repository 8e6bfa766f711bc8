/** Real connections, many at once: the last unit, a release against the expiry, goods that come against promises. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActContext } from '#platform/command.ts';
import { constraintOf, sqlState, type Tx, writeOrg } from '#platform/database.ts';
import type { JobContext } from '#platform/jobs.ts';
import { openLog } from '#platform/log.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import {
  consumeReserved,
  expireReservations,
  lockStock,
  moveStock,
  planReservation,
  release,
  reserve,
} from './index.ts';
import { checks } from './verify.ts';
import { type MadeLine, makeOrder, stockOf } from './world.fixture.ts';

const world = await newWorld();
const { powerbank, headphones, cable, book } = ids.product;
const { main, second } = ids.warehouse;
const past = '2026-11-20T08:00:00.000Z';
const future = '2026-11-23T09:00:00.000Z';
/** Long enough for thousands of rounds on a small machine, and no longer. */
const boundMs = Number(process.env['KAMERTON_ROUNDS_MS'] ?? 2_500);

const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => writeOrg(world.db, ids.org, { work });

const chore = expireReservations(async ({ tx, orgId }, expired) => {
  for (const one of expired) assert.ok(one.quantityMilli > 0n && orgId === ids.org && tx !== undefined);
});
const job = {
  ...world.platform,
  orgId: ids.org,
  now: '2026-11-20T09:00:00.000Z',
  log: openLog('silent'),
} as unknown as JobContext;

/** What commands give to the store, for acts that are not commands. */
const contextOf = (tx: Tx): ActContext =>
  ({ tx, orgId: ids.org, actor: world.people.sonya, now: job.now, today: '2026-11-20' }) as unknown as ActContext;

/** Promises what is free of the wanted, as an order does. Answers how much. */
async function take(tx: Tx, line: MadeLine, wanted: bigint, expiresAt: string = future): Promise<bigint> {
  const levels = await lockStock(tx, ids.org, { warehouseId: line.warehouseId, productIds: [line.productId] });
  const { reserveMilli } = planReservation(levels.get(line.productId), wanted);
  if (reserveMilli > 0n) await reserve(tx, ids.org, [{ ...line, quantityMilli: reserveMilli, expiresAt }]);
  return reserveMilli;
}

/** Takes an order's promises back, as cancelling does. */
async function takeBack(tx: Tx, line: MadeLine): Promise<void> {
  await lockStock(tx, ids.org, { warehouseId: line.warehouseId, productIds: [line.productId] });
  await release(tx, ids.org, { orderId: line.orderId });
}

/** Nothing is oversold and every figure is the sum of what made it. Lines keep no promise in these tests. */
async function assertWhole(): Promise<void> {
  for (const check of checks.filter((one) => one.code !== 'stock.promise_differs')) {
    assert.deepEqual(await world.read(ids.org, (read) => check.find(read, ids.org)), [], check.code);
  }
  const oversold = await world.owner(
    'select product_id from stock where reserved_milli > on_hand_milli or reserved_milli < 0',
  );
  assert.deepEqual(oversold, []);
}

async function lineOf(productId: string, warehouseId = main): Promise<MadeLine> {
  const [line] = await makeOrder(world, { productIds: [productId], warehouseId });
  assert.ok(line !== undefined);
  return line;
}

/** Repeats until the time is out; answers how many rounds there were. */
async function rounds(work: (round: number) => Promise<void>): Promise<number> {
  const end = performance.now() + boundMs;
  let round = 0;
  while (performance.now() < end) {
    await work(round);
    round += 1;
  }
  return round;
}

test('STO-1: eight clients at once never take more than the last ten', async (t) => {
  const lines = await Promise.all(Array.from({ length: 8 }, () => lineOf(headphones)));
  const done = await rounds(async () => {
    const taken = await Promise.all(lines.map((line) => write((tx) => take(tx, line, 3_000n))));
    assert.deepEqual(
      taken.toSorted((a, b) => Number(b - a)),
      [3_000n, 3_000n, 3_000n, 1_000n, 0n, 0n, 0n, 0n],
    );
    assert.equal(await stockOf(world, headphones), '10000/10000');
    await Promise.all(lines.map((line) => write((tx) => takeBack(tx, line))));
    assert.equal(await stockOf(world, headphones), '10000/0');
  });
  t.diagnostic(`${done} rounds of 8 orders`);
  await assertWhole();
});

test('STO-1: the table says no where the rule was not asked', async () => {
  const line = await lineOf(headphones);
  const overselling = write((tx) => reserve(tx, ids.org, [{ ...line, quantityMilli: 10_001n, expiresAt: future }]));
  await assert.rejects(overselling, (error) => constraintOf(error) === 'stock_never_oversold');
  await assertWhole();
});

test('STO-4: a promise ends once: by its release or by its time', async (t) => {
  const lines = await Promise.all(Array.from({ length: 6 }, () => lineOf(book)));
  const done = await rounds(async () => {
    await write(async (tx) => {
      for (const line of lines) await take(tx, line, 1_000n, past);
    });
    assert.equal(await stockOf(world, book), '1000000/6000');
    await Promise.all([chore.run(job), chore.run(job), ...lines.map((line) => write((tx) => takeBack(tx, line)))]);
    assert.equal(await stockOf(world, book), '1000000/0');
  });
  t.diagnostic(`${done} rounds of 6 releases against 2 expiries`);
  await assertWhole();
});

test('STO-3: goods that come are promised to those who ask at the same time, and no more than came', async (t) => {
  const lines = await Promise.all(Array.from({ length: 4 }, () => lineOf(powerbank)));
  const movement = { productId: powerbank, warehouseId: main, sourceId: null, note: '' } as const;
  const change = (quantityMilli: bigint) =>
    write((tx) => moveStock(contextOf(tx), [{ ...movement, kind: 'adjustment', quantityMilli }]));
  await change(-100_000n);
  const done = await rounds(async () => {
    const [, ...taken] = await Promise.all([
      change(3_000n),
      ...lines.map((line) => write((tx) => take(tx, line, 2_000n))),
    ]);
    const sum = taken.reduce<bigint>((total, one) => total + (one ?? 0n), 0n);
    assert.ok(sum <= 3_000n);
    const rest = await Promise.all(lines.map((line) => write((tx) => take(tx, line, 2_000n))));
    assert.equal(sum + rest.reduce((total, one) => total + one, 0n), 3_000n);
    await Promise.all(lines.map((line) => write((tx) => takeBack(tx, line))));
    await change(-3_000n);
  });
  t.diagnostic(`${done} rounds of a receipt against 4 orders`);
  assert.equal(await stockOf(world, powerbank), '0/0');
  await change(100_000n);
  await assertWhole();
});

test('goods that were never there come twice at once', async () => {
  const movement = { productId: cable, warehouseId: second, kind: 'arrival', sourceId: null, note: '' } as const;
  const come = () => write((tx) => moveStock(contextOf(tx), [{ ...movement, quantityMilli: 2_000n }]));
  await Promise.all([come(), come(), come(), come()]);
  assert.equal(await stockOf(world, cable, second), '8000/0');
  await assertWhole();
});

/** One of the things that happen to stock all day, over two products in two warehouses. */
async function something(lines: readonly MadeLine[], chance: () => number): Promise<void> {
  const line = lines[Math.floor(chance() * lines.length)];
  assert.ok(line !== undefined);
  const { productId, warehouseId, orderId, lineId } = line;
  const quantityMilli = BigInt(1 + Math.floor(chance() * 5)) * 1_000n;
  const way = chance();
  if (way < 0.4) await write((tx) => take(tx, line, quantityMilli, chance() < 0.5 ? past : future));
  else if (way < 0.55) await write((tx) => takeBack(tx, line));
  else if (way < 0.65) await chore.run(job);
  else if (way < 0.8) {
    const both = [headphones, powerbank].map((id) => ({
      ...({ productId: id, warehouseId, kind: 'count', quantityMilli: chance() < 0.5 ? 1_000n : -1_000n } as const),
      ...{ sourceId: null, note: '' },
    }));
    await write((tx) => moveStock(contextOf(tx), chance() < 0.5 ? both : both.toReversed()));
  } else {
    await write(async (tx) => {
      await lockStock(tx, ids.org, { warehouseId, productIds: [productId] });
      const held = await world.owner('select quantity_milli from reservation where order_id = $1', [orderId]);
      const promised = BigInt(String(held[0]?.['quantity_milli'] ?? '0'));
      if (promised === 0n) return;
      const rows = [{ orderId, lineId, productId, quantityMilli: promised > 1_000n ? promised - 1_000n : promised }];
      await consumeReserved(contextOf(tx), { shipmentId: orderId, warehouseId, rows });
    });
  }
}

test('STO-1: a day of eight clients leaves every figure whole', async (t) => {
  const places = [headphones, powerbank].flatMap((productId) => [main, second].map((place) => ({ productId, place })));
  const opening = { kind: 'opening', quantityMilli: 20_000n, sourceId: null, note: '' } as const;
  await write((tx) =>
    moveStock(
      contextOf(tx),
      places.map(({ productId, place }) => ({ ...opening, productId, warehouseId: place })),
    ),
  );
  const lines = await Promise.all([...places, ...places, ...places].map((one) => lineOf(one.productId, one.place)));
  const said = { acts: 0, refused: 0, deadlocks: 0 };
  const end = performance.now() + boundMs * 2;
  await Promise.all(
    Array.from({ length: 8 }, async (_one, client) => {
      const chance = generator(client + 1);
      while (performance.now() < end) {
        said.acts += 1;
        await something(lines, chance).catch((error: unknown) => {
          if (sqlState(error) === '40P01') said.deadlocks += 1;
          else if (constraintOf(error) === 'stock_never_oversold') said.refused += 1;
          else throw error;
        });
      }
    }),
  );
  t.diagnostic(`${said.acts} acts of 8 clients, ${said.refused} refused by the table, ${said.deadlocks} deadlocks`);
  assert.equal(said.deadlocks, 0);
  await assertWhole();
});

/** Numbers in [0, 1) that repeat with their seed (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
