import { type RawBuilder, sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { fulfilment } from './contract.ts';

type Page = OutputOf<typeof fulfilment.list>;
type Row = Page['rows'][number];
type View = OutputOf<typeof fulfilment.get>;
type Input = InputOf<typeof fulfilment.list>;

const pageDefault = 100;

export type ShipmentPlace = { readonly read: Read; readonly actor: Actor; readonly orgId: string };

/** Shipments of accounts the actor sees, the latest first; keyset by number. */
export async function listShipments(context: ReadContext, input: Input): Promise<Result<Page>> {
  const wrong = [input.from, input.to].find((day) => day !== undefined && parsePlainDate(day) === null);
  if (wrong !== undefined) return refuse('fulfilment.bad_date', { date: wrong });
  const size = input.limit ?? pageDefault;
  const before = /^\d{1,9}$/.test(input.cursor ?? '') ? sql`s.number < ${Number(input.cursor)}` : sql`true`;
  const { rows } = await sql<Row>`
    ${selectShipments(context)} and ${filters(input)} and ${before}
    order by s.number desc limit ${size + 1}`.execute(context.read);
  const page = rows.slice(0, size);
  return ok({ rows: page, next: rows.length > size ? String(page.at(-1)?.number) : null });
}

function selectShipments({ orgId, actor }: Pick<ShipmentPlace, 'orgId' | 'actor'>): RawBuilder<Row> {
  return sql<Row>`
    select s.id, s.number, s.order_id as "orderId", o.number as "orderNumber", s.account_id as "accountId",
      a.name as "accountName", s.state, s.shipped_on as "shippedOn", s.due_on as "dueOn", s.carrier, s.tracking,
      s.delivered_on as "deliveredOn", s.received_by as "receivedBy", s.total_minor as "totalMinor", d.id as "documentId",
      d.number_text as "documentNumber", s.version, s.created_at as "createdAt"
    from shipment s
    join account a on a.org_id = ${orgId} and a.id = s.account_id
    join sales_order o on o.org_id = ${orgId} and o.id = s.order_id
    left join document d on d.org_id = ${orgId} and d.shipment_id = s.id and d.kind = 'upd'
    where s.org_id = ${orgId} and ${visibleTo(actor, 'a')}`;
}

function filters(input: Input): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql`true`];
  if (input.state !== undefined) parts.push(sql`s.state = ${input.state}`);
  if (input.orderId !== undefined) parts.push(sql`s.order_id = ${input.orderId}`);
  if (input.accountId !== undefined) parts.push(sql`s.account_id = ${input.accountId}`);
  if (input.from !== undefined) parts.push(sql`s.shipped_on >= ${input.from}`);
  if (input.to !== undefined) parts.push(sql`s.shipped_on <= ${input.to}`);
  const text = (input.q ?? '').trim();
  if (text !== '') parts.push(found(text));
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

const wordsMost = 6;

/** By the number of the shipment or its order, by tracking, by the account's words. */
function found(text: string): RawBuilder<boolean> {
  const digits = /^(?:№\s*)?(\d{1,9})$/.exec(text)?.[1];
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'«»]/gu, '')
    .split(/\s+/u);
  const named = words
    .filter((word) => word !== '')
    .slice(0, wordsMost)
    .map((word) => sql<boolean>`a.search_text like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  const either = [sql<boolean>`s.tracking = ${text}`];
  if (digits !== undefined) either.push(sql`s.number = ${Number(digits)}`, sql`o.number = ${Number(digits)}`);
  if (digits === undefined && named.length > 0) either.push(sql`(${sql.join(named, sql` and `)})`);
  return sql<boolean>`(${sql.join(either, sql` or `)})`;
}

type Head = Row & { shippedBy: string | null; prepaid: boolean; vatMinor: string };

/** A shipment with its lines, and which acts on it are closed. */
export async function readShipment(place: ShipmentPlace, shipmentId: string): Promise<Result<View>> {
  const { read, orgId, actor } = place;
  const { rows: heads } = await sql<Head>`
    select f.*, m.name as "shippedBy", o.prepaid, s.vat_minor as "vatMinor"
    from (${selectShipments(place)} and s.id = ${shipmentId}) f
    join shipment s on s.org_id = ${orgId} and s.id = f.id
    join sales_order o on o.org_id = ${orgId} and o.id = s.order_id
    left join person m on m.org_id = ${orgId} and m.id = s.created_by`.execute(read);
  const [head] = heads;
  if (head === undefined) return refuse('fulfilment.shipment_not_found');
  const { rows: lines } = await sql<View['lines'][number]>`
    select l.line_id as "lineId", p.code, p.name, p.unit, l.quantity_milli as "quantityMilli", l.sum_minor as "sumMinor"
    from shipment_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.shipment_id = ${shipmentId} order by l.position`.execute(read);
  const { shippedBy, prepaid, vatMinor, ...shipment } = head;
  return ok({ shipment, shippedBy, prepaid, vatMinor, closed: closedActs(actor, shipment.state), lines });
}

function closedActs(actor: Actor, state: string): View['closed'] {
  const permission = 'fulfilment.write';
  const lacks = actor.permissions.has(permission) ? null : { code: 'platform.forbidden', details: { permission } };
  return { track: lacks, deliver: lacks ?? (state === 'delivered' ? { code: 'fulfilment.already_delivered' } : null) };
}

/** The same for a route. */
export const getShipment = (
  context: ReadContext,
  { shipmentId }: InputOf<typeof fulfilment.get>,
): Promise<Result<View>> => readShipment(context, shipmentId);
