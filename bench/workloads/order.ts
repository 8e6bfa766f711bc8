/** Taking an order of 20 lines and editing a long draft. */
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import type { ApiClient } from '#tests/harness/api-client.ts';
import { compare, type Line, type Workload } from '../line.ts';
import { idOf } from '../made-id.ts';
import type { Stand } from '../stand.ts';

const linesOf = 20;
type Pick = { accountId: string; productIds: string[] };

/** Different accounts and products each time, so that nothing is served from one hot row. */
function pick({ options }: Stand, seed: number): Pick {
  const productIds = Array.from({ length: linesOf }, (_one, at) =>
    idOf('product', 1 + ((seed * 7919 + at * 104_729) % options.products)),
  );
  return { accountId: idOf('account', 1 + ((seed * 15_485_863) % options.accounts)), productIds };
}

export const order: Workload = {
  name: 'order',
  run: async (stand) => [await orders(stand, 1), await orders(stand, 8)],
};

async function orders(stand: Stand, clients: number): Promise<Line> {
  const apis = Array.from({ length: clients }, () => stand.client());
  const raws = await Promise.all(Array.from({ length: clients }, () => rawClient(stand)));
  const line = await compare(stand, {
    workload: 'order',
    clients,
    seconds: stand.options.seconds,
    ours: async (client, turn) => {
      const { accountId, productIds } = pick(stand, client * 1_000_003 + turn);
      const lines = productIds.map((productId) => ({ id: newId(), productId, quantityMilli: '2000' }));
      const answer = await apis[client]?.send('/orders', {
        body: { id: newId(), accountId, warehouseId: stand.place.warehouseId, lines, confirm: true },
        key: newId(),
      });
      return answer?.status === 200;
    },
    limit: (client, turn) => rawOrder(stand, raws[client], pick(stand, client * 1_000_003 + turn)),
  });
  for (const api of apis) api.close();
  for (const raw of raws) await raw.end();
  return line;
}

async function rawClient(stand: Stand): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: stand.url });
  await client.connect();
  return client;
}

/** The same rows read, locked and written by prepared statements, with nothing around them. */
async function rawOrder(
  stand: Stand,
  client: pg.Client | undefined,
  { accountId, productIds }: Pick,
): Promise<boolean> {
  if (client === undefined) return false;
  const { orgId, warehouseId, columnId, personId } = stand.place;
  const ask = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  const orderId = newId();
  const ids = productIds.map(() => newId());
  const twos = productIds.map(() => '2000');
  await client.query('begin');
  await ask(
    'key',
    `insert into command_key (org_id, key, command, input_hash, person_id, created_at) values ($1, $2, 'raw', '', $3, now())`,
    [orgId, newId(), personId],
  );
  await ask(
    'credit',
    `select c.*, l.limit_minor from account_credit c join credit_limit l on l.org_id = $1 and l.account_id = c.account_id
      where c.org_id = $1 and c.account_id = $2 for update of c`,
    [orgId, accountId],
  );
  const prices = await ask(
    'prices',
    `select p.id, x.price_e4, p.cost_e4, p.vat_class from product p join price x on x.org_id = $1 and x.product_id = p.id
      and x.column_id = $3 where p.org_id = $1 and p.id = any($2::uuid[])`,
    [orgId, productIds, columnId],
  );
  const price = new Map(prices.rows.map((row: { id: string; price_e4: string }) => [row.id, BigInt(row.price_e4)]));
  const sums = productIds.map((id) => String(((price.get(id) ?? 0n) * 2000n) / 100_000n));
  const total = sums.reduce((sum, one) => sum + BigInt(one), 0n);
  await ask(
    'stock',
    `select product_id, on_hand_milli - reserved_milli as free from stock where org_id = $1 and warehouse_id = $2
      and product_id = any($3::uuid[]) order by product_id for update`,
    [orgId, warehouseId, productIds],
  );
  await ask(
    'head',
    `with c as (update number_series set last = last + 1 where org_id = $1 and series = 'order' and year = 0 returning last)
    insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, manager_id, state, ordered_on, line_count,
      total_minor, vat_minor, created_by, created_at, updated_at)
    select $1, $2, c.last, $3, md5('entity1')::uuid, $4, $5, 'confirmed', current_date, ${linesOf}, $6, 0, $5, now(), now() from c`,
    [orgId, orderId, accountId, warehouseId, personId, String(total)],
  );
  await ask(
    'lines',
    `insert into order_line (org_id, order_id, id, position, product_id, quantity_milli, base_price_e4, price_e4, sum_minor, vat_bp,
      vat_minor, reserved_milli)
    select $1, $2, l.id, l.n, l.product_id, l.q, 0, 0, l.s, 2200, 0, l.q from unnest($3::uuid[], $4::uuid[], $5::bigint[],
      $6::bigint[]) with ordinality as l (id, product_id, q, s, n)`,
    [orgId, orderId, ids, productIds, twos, sums],
  );
  await ask(
    'reserve',
    `insert into reservation (org_id, order_id, line_id, product_id, warehouse_id, quantity_milli) select $1, $2, l.id, l.p, $5, 2000
      from unnest($3::uuid[], $4::uuid[]) as l (id, p)`,
    [orgId, orderId, ids, productIds, warehouseId],
  );
  await ask(
    'take',
    `update stock set reserved_milli = reserved_milli + 2000 where org_id = $1 and warehouse_id = $2 and product_id = any($3::uuid[])`,
    [orgId, warehouseId, productIds],
  );
  await ask(
    'standing',
    `update account_credit set confirmed_minor = confirmed_minor + $3 where org_id = $1 and account_id = $2`,
    [orgId, accountId, String(total)],
  );
  await ask(
    'event',
    `insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, account_id, payload, request_id) values ($1, $2, now(),
      'raw', $3, 'sales_order', $4, $5, '{}', '')`,
    [orgId, newId(), personId, orderId, accountId],
  );
  await client.query('commit');
  return true;
}

export const orderEdit: Workload = {
  name: 'order-edit',
  run: async (stand) => [await edits(stand, { lines: 30, from: 0 }), await edits(stand, { lines: 300, from: 1_000 })],
};

type Goods = { readonly lines: number; readonly from: number };
type Draft = { readonly orderId: string; readonly lines: readonly Made[] };
type Made = { readonly id: string; readonly productId: string; readonly quantityMilli: string };

/** A draft of goods that no other draft of the run has: what one leaves behind in the indexes does not slow another. */
async function draftOf(stand: Stand, api: ApiClient, { lines, from }: Goods): Promise<Draft> {
  const orderId = newId();
  const made = Array.from({ length: lines }, (_one, at) => ({
    id: newId(),
    productId: idOf('product', 1 + (((from + at) * 7919) % stand.options.products)),
    quantityMilli: '1000',
  }));
  const body = { id: orderId, accountId: pick(stand, 4242).accountId, lines: made };
  const created = await api.send('/orders', { body, key: newId() });
  if (created.status !== 200) throw new Error(`the draft was refused: ${created.body.toString()}`);
  return { orderId, lines: made };
}

async function edits(stand: Stand, goods: Goods): Promise<Line> {
  const { lines, from } = goods;
  const api = stand.client();
  const raw = await rawClient(stand);
  const draft = await draftOf(stand, api, goods);
  const rawDraft = await draftOf(stand, api, { lines, from: from + lines });
  let version = 1;
  const line = await compare(stand, {
    workload: `order-edit ${lines}`,
    clients: 1,
    seconds: stand.options.seconds,
    ours: async (_client, turn) => {
      const one = draft.lines[turn % lines];
      const put = [{ ...one, quantityMilli: String(1000 * (1 + (turn % 9))) }];
      const answer = await api.send(`/orders/${draft.orderId}/lines`, {
        method: 'PUT',
        body: { version, put, remove: [] },
        key: newId(),
      });
      version += 1;
      return answer.status === 200;
    },
    limit: async (_client, turn) => {
      const { orgId } = stand.place;
      const { orderId } = rawDraft;
      await raw.query('begin');
      await raw.query({
        name: 'one',
        text: 'update order_line set quantity_milli = $4 where org_id = $1 and order_id = $2 and id = $3',
        values: [orgId, orderId, rawDraft.lines[turn % lines]?.id, String(1000 * (1 + (turn % 9)))],
      });
      await raw.query({
        name: 'sum',
        text: 'update sales_order set total_minor = (select sum(sum_minor) from order_line where org_id = $1 and order_id = $2) where org_id = $1 and id = $2',
        values: [orgId, orderId],
      });
      await raw.query('commit');
      return true;
    },
  });
  api.close();
  await raw.end();
  return { ...line, note: 'its answer carries all checks anew' };
}
