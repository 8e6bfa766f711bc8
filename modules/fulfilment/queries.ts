import { type RawBuilder, sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok, refuse, type Result } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { fulfilment, ShipmentRow, ShipmentView } from './contract.ts';

type Row = Static<typeof ShipmentRow>;
type View = Static<typeof ShipmentView>;
const pageSize = 100;

export type ShipmentPlace = { readonly read: Read; readonly actor: Actor; readonly orgId: string };

function selectShipments({ orgId, actor }: Pick<ShipmentPlace, 'orgId' | 'actor'>): RawBuilder<Row> {
  return sql<Row>`
    select s.id, s.number, s.order_id as "orderId", o.number as "orderNumber", s.account_id as "accountId", a.name as "accountName",
      s.state, s.shipped_on as "shippedOn", s.due_on as "dueOn", s.carrier, s.tracking, s.delivered_on as "deliveredOn",
      s.received_by as "receivedBy", s.total_minor as "totalMinor", d.id as "documentId", d.number_text as "documentNumber",
      s.version, s.created_at as "createdAt"
    from shipment s
    join account a on a.org_id = ${orgId} and a.id = s.account_id
    join sales_order o on o.org_id = ${orgId} and o.id = s.order_id
    left join document d on d.org_id = ${orgId} and d.shipment_id = s.id and d.kind = 'upd'
    where s.org_id = ${orgId} and ${visibleTo(actor, 'a')}`;
}

/** Shipments of accounts the actor sees, the latest first; keyset by number. */
export async function listShipments(context: ReadContext, input: Static<typeof fulfilment.list.input>) {
  const { orgId } = context;
  const before = /^\d{1,9}$/.test(input.cursor ?? '') ? Number(input.cursor) : null;
  const text = (input.q ?? '').trim();
  const digits = /^(?:№\s*)?(\d{1,9})$/.exec(text)?.[1];
  const named = digits !== undefined ? sql`and (s.number = ${Number(digits)} or o.number = ${Number(digits)})` : sql`and (s.tracking = ${text}
    or s.account_id in (select x.id from account x where x.org_id = ${orgId} and x.search_text like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} limit 500))`;
  const { rows } = await sql<Row>`
    ${selectShipments(context)} ${text === '' ? sql`` : named}
      ${input.state === undefined ? sql`` : sql`and s.state = ${input.state}`}
      ${input.orderId === undefined ? sql`` : sql`and s.order_id = ${input.orderId}`}
      ${input.accountId === undefined ? sql`` : sql`and s.account_id = ${input.accountId}`}
      ${before === null ? sql`` : sql`and s.number < ${before}`}
    order by s.number desc limit ${pageSize + 1}`.execute(context.read);
  const page = rows.slice(0, pageSize);
  return ok({ rows: page, next: rows.length > pageSize ? String(page.at(-1)?.number) : null });
}

/** A shipment with its lines. */
export async function readShipment(place: ShipmentPlace, shipmentId: string): Promise<Result<View>> {
  const { read, orgId } = place;
  const found = await sql<Row>`${selectShipments(place)} and s.id = ${shipmentId}`.execute(read);
  const shipment = found.rows[0];
  if (shipment === undefined) return refuse('fulfilment.shipment_not_found');
  const { rows: lines } = await sql<View['lines'][number]>`
    select l.line_id as "lineId", p.code, p.name, p.unit, l.quantity_milli as "quantityMilli", l.sum_minor as "sumMinor"
    from shipment_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.shipment_id = ${shipmentId} order by l.position`.execute(read);
  return ok({ shipment, lines });
}

/** The same for a route. */
export const getShipment = (context: ReadContext, { shipmentId }: { shipmentId: string }): Promise<Result<View>> => readShipment(context, shipmentId);
