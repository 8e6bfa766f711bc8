/** What the acts of the last days stand on. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { decideCommand } from '#modules/approvals/commands/decide.ts';
import { deliverShipment } from '#modules/fulfilment/commands/deliver.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { confirmOrder } from '#modules/orders/commands/confirm.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { orderSubject } from '#modules/orders/index.ts';
import type { Platform } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { Files } from '#platform/files.ts';
import { act, done, type Person } from '../act.ts';
import type { Client } from '../clients/clients.ts';
import type { Open } from '../history/close.ts';
import type { Buyer } from '../history/demand.ts';
import type { Pricing } from '../history/price-facts.ts';
import type { Warehouses } from '../history/supply.ts';
import type { People } from '../people.ts';
import type { Days } from '../place.ts';
import type { Agenda } from './agenda.ts';

export type Stage = {
  readonly platform: Platform & { readonly files: Files };
  readonly orgId: string;
  readonly people: People;
  readonly days: Days;
  /** Working days after the edge up to today. */
  readonly lived: readonly PlainDate[];
  readonly nowMs: number;
  readonly agenda: Agenda;
  readonly warehouses: Warehouses;
  readonly pricing: Pricing;
  readonly buyers: readonly Buyer[];
  readonly open: Open;
};

/** Who leads the client; one that nobody leads is served by support. */
export const sellerOf = ({ people }: Stage, client: Client): Person =>
  client.manager === null ? people.semyon : people[client.manager];
export const shipperOf = ({ people }: Stage, client: Client): Person => (client.isNorth ? people.sonya : people.semyon);

export type Asked = {
  readonly client: Client;
  readonly lines: readonly { readonly productId: string; readonly quantityMilli: bigint; readonly manualBp?: number }[];
  readonly confirm: boolean;
  readonly siteId?: string;
  readonly prepaid?: boolean;
  readonly note?: string;
  readonly comment?: string;
  readonly wantedOn?: string;
};

/** Takes an order for a client; null when the rules say no (less than the least order, a closed client). */
export async function takeOrder(stage: Stage, atMs: number, asked: Asked) {
  const { client, lines, ...rest } = asked;
  const how = { platform: stage.platform, who: sellerOf(stage, client), atMs };
  const { north, main } = stage.warehouses;
  const made = await act(how, createOrder, {
    ...rest,
    id: newId(),
    accountId: client.id,
    warehouseId: client.isNorth ? north : main,
    lines: lines.map((line) => ({
      id: newId(),
      productId: line.productId,
      quantityMilli: String(line.quantityMilli),
      manualBp: line.manualBp ?? 0,
    })),
  });
  return made.ok ? made.value : null;
}

export type Standing = {
  readonly version: number;
  readonly state: string;
  readonly lines: readonly { readonly lineId: string; readonly reservedMilli: string }[];
};

/** An order as it stands, with what is promised to its lines. */
export async function orderNow({ platform, orgId }: Stage, orderId: string): Promise<Standing> {
  return readOrg(platform.db, orgId, async (read) => {
    const { rows } = await sql<Standing>`
      select o.version, o.state, (
        select coalesce(json_agg(json_build_object('lineId', l.id, 'reservedMilli', l.reserved_milli::text) order by
          l.position), '[]')
        from order_line l where l.org_id = ${orgId} and l.order_id = o.id and l.reserved_milli > 0) as lines
      from sales_order o where o.org_id = ${orgId} and o.id = ${orderId}`.execute(read);
    const [row] = rows;
    if (row === undefined) throw new Error(`no order ${orderId}`);
    return row;
  });
}

const carriers = ['Своя доставка', 'ТК «Быстрый Гусь»', 'ТК «Северный Олень Карго»'];

/** Ships what is promised to an order, or its first lines; null when nothing is promised or the account is stopped. */
export async function shipNow(
  stage: Stage,
  atMs: number,
  { client, orderId, most }: { readonly client: Client; readonly orderId: string; readonly most?: number },
): Promise<string | null> {
  const order = await orderNow(stage, orderId);
  if (order.lines.length === 0 || (order.state !== 'confirmed' && order.state !== 'shipped')) return null;
  const carrier = carriers[client.n % carriers.length] ?? '';
  const shipped = await act({ platform: stage.platform, who: shipperOf(stage, client), atMs }, ship, {
    id: newId(),
    orderId,
    version: order.version,
    lines: order.lines.slice(0, most).map((line) => ({ lineId: line.lineId, quantityMilli: line.reservedMilli })),
    carrier,
    tracking: carrier.startsWith('ТК') ? `DEMO-${100_000 + ((client.n * 7_919) % 900_000)}` : '',
  });
  return shipped.ok ? shipped.value.id : null;
}

/** The goods are in the client's hands. */
export async function deliverNow(
  stage: Stage,
  atMs: number,
  { client, shipmentId }: { readonly client: Client; readonly shipmentId: string },
): Promise<void> {
  await done({ platform: stage.platform, who: shipperOf(stage, client), atMs }, deliverShipment, {
    shipmentId,
    version: 1,
    receivedBy: 'Кладовщик',
  });
}

type Pending = {
  readonly id: string;
  readonly roleId: string;
  readonly version: number;
  readonly subjectVersion: number;
};

const decide = decideCommand([orderSubject]);

/** Everything that is asked about an order is decided by those it was routed to; a yes is confirmed by the seller. */
export async function decideAll(
  stage: Stage,
  atMs: number,
  {
    client,
    orderId,
    verdict,
    note,
  }: {
    readonly client: Client;
    readonly orderId: string;
    readonly verdict: 'approve' | 'reject';
    readonly note: string;
  },
): Promise<void> {
  const { platform, orgId, people } = stage;
  const pending = await readOrg(platform.db, orgId, async (read) => {
    const { rows } = await sql<Pending>`
      select id, role_id as "roleId", version, subject_version as "subjectVersion" from approval
      where org_id = ${orgId} and subject_id = ${orderId} and state = 'pending' order by kind`.execute(read);
    return rows;
  });
  for (const one of pending) {
    const who =
      [people.vera, people.fyodor, people.director].find((person) => person.roleId === one.roleId) ?? people.director;
    const { id: approvalId, version, subjectVersion } = one;
    const answer = await act({ platform, who, atMs }, decide, { approvalId, version, subjectVersion, verdict, note });
    if (!answer.ok) return;
  }
  if (verdict === 'reject') return;
  const { version } = await orderNow(stage, orderId);
  await done({ platform, who: sellerOf(stage, client), atMs: atMs + 20 * 60_000 }, confirmOrder, { orderId, version });
}
