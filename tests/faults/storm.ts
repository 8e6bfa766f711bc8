/**
 * Clients that act without rest while the server and the database are killed under them. Every act carries its key and is
 * repeated with it until it is answered; afterwards what was acknowledged must be there, once, and the books must agree.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { migrate } from '#platform/migrate.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { ApiClient } from '#tests/harness/api-client.ts';
import { startServerProcess } from '#tests/harness/server-process.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { fillWorld, ids } from '#tests/harness/world-rows.ts';

export type StormOptions = {
  readonly kills: number;
  readonly clients: number;
  /** Between kills, milliseconds: a random time up to this. */
  readonly calmMost: number;
  readonly say: (line: string) => void;
};

export type Acknowledged = {
  readonly kind: 'order' | 'shipment' | 'invoice';
  readonly id: string;
  readonly key: string;
};

export type StormResult = {
  readonly acknowledged: readonly Acknowledged[];
  readonly refused: number;
  readonly kills: { readonly server: number; readonly database: number };
  readonly owner: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
};

type Client = { readonly api: ApiClient; readonly support: ApiClient };

/** Runs the storm and leaves the database up for whoever looks at what came of it. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  const database = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
  await migrate(database.ownerUrl);
  await fillWorld(database.ownerUrl);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  await owner.query(
    'update stock set on_hand_milli = 100000000; update credit_limit set limit_minor = 100000000000000',
  );
  await owner.query(
    `insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, moved_on, recorded_at)
     select org_id, gen_random_uuid(), product_id, warehouse_id, 'adjustment', on_hand_milli - (select sum(quantity_milli)
       from stock_movement m where m.org_id = s.org_id and m.product_id = s.product_id), current_date, now() from stock s`,
  );
  const cookies = {
    anna: await openSession(owner, ids.org, ids.person.anna),
    sonya: await openSession(owner, ids.org, ids.person.sonya),
  };
  const port = 5800 + (process.pid % 1000);
  const base = `http://127.0.0.1:${port}`;
  const state = { over: false, refused: 0, server: 0, database: 0 };
  const acknowledged: Acknowledged[] = [];
  let server = await startServerProcess({ dataDir: folder, port });
  const clients = Array.from(
    { length: options.clients },
    (): Client => ({ api: new ApiClient(base, cookies.anna), support: new ApiClient(base, cookies.sonya) }),
  );
  const acting = clients.map((client) => actUntilOver(client, { state, acknowledged }));
  for (let kill = 0; kill < options.kills; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * options.calmMost));
    if (kill % 2 === 0) {
      await server.kill();
      state.server += 1;
      server = await startServerProcess({ dataDir: folder, port });
    } else {
      if (killed(database.pid)) state.database += 1;
    }
    options.say(`kill ${kill + 1}: ${acknowledged.length} acts acknowledged`);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  state.over = true;
  await Promise.all(acting);
  await server.stop();
  return {
    acknowledged,
    refused: state.refused,
    kills: { server: state.server, database: state.database },
    owner,
    url: database.ownerUrl,
    close: async () => {
      await owner.end();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** False when it was down already: whoever else holds it is just starting it again. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

type Shared = { readonly state: { over: boolean; refused: number }; readonly acknowledged: Acknowledged[] };

/** One client's life: take an order, bill it, ship it in two parts. */
async function actUntilOver({ api, support }: Client, { state, acknowledged }: Shared): Promise<void> {
  const goods = [ids.product.powerbank, ids.product.book, ids.product.headphones];
  while (!state.over) {
    const orderId = newId();
    const lines = goods.map((productId) => ({ id: newId(), productId, quantityMilli: '2000' }));
    const order = await insist(api, state, {
      path: '/orders',
      body: { id: orderId, accountId: ids.account.romashka, lines, confirm: true },
    });
    if (order === null) continue;
    acknowledged.push({ kind: 'order', id: orderId, key: order.key });
    const invoiceId = newId();
    const invoice = await insist(api, state, { path: `/orders/${orderId}/invoices`, body: { id: invoiceId } });
    if (invoice !== null) acknowledged.push({ kind: 'invoice', id: invoiceId, key: invoice.key });
    for (const version of [1, 2]) {
      const shipmentId = newId();
      const part = lines.map((line) => ({ lineId: line.id, quantityMilli: '1000' }));
      const shipped = await insist(support, state, {
        path: `/orders/${orderId}/shipments`,
        body: { id: shipmentId, version, lines: part },
      });
      if (shipped !== null) acknowledged.push({ kind: 'shipment', id: shipmentId, key: shipped.key });
    }
  }
  api.close();
  support.close();
}

type Act = { readonly path: string; readonly body: object };

/** Repeats an act with its key until the server answers it. Null: it was refused. */
async function insist(
  api: ApiClient,
  state: { over: boolean; refused: number },
  act: Act,
): Promise<{ key: string } | null> {
  const key = newId();
  const triesMost = 600;
  let last = '';
  for (let turn = 0; turn < triesMost; turn += 1) {
    const answer = await api.send(act.path, { body: act.body, key }).catch(() => null);
    last = answer === null ? 'no connection' : `${answer.status} ${answer.body.toString().slice(0, 300)}`;
    if (answer?.status === 200) return { key };
    if (answer !== null && answer.status < 500) {
      state.refused += 1;
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${act.path} was never answered: ${last}`);
}
