import { sql } from 'kysely';
import type { VatClass, VatRegime } from '#kernel/vat.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read } from '#platform/database.ts';
import type { ShipLine } from './rules.ts';

export type NewShipment = {
  readonly id: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly legalEntityId: string;
  readonly warehouseId: string;
  readonly dueOn: string;
  readonly carrier: string;
  readonly tracking: string;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
  readonly lines: readonly ShipLine[];
};

/** Keeps a shipment with its lines and takes its number, in one statement. Answers the number. */
export async function insertShipment(context: ActContext, shipment: NewShipment): Promise<number> {
  const { tx, orgId, actor, now, today } = context;
  const column = <T>(pick: (line: ShipLine) => T): T[] => shipment.lines.map(pick);
  const { rows } = await sql<{ number: number }>`
    with counted as (
      insert into number_series as s (org_id, series, year, last) values (${orgId}, 'shipment', 0, 1)
      on conflict (org_id, series, year) do update set last = s.last + 1 returning last
    ), kept as (
      insert into shipment (org_id, id, number, order_id, account_id, legal_entity_id, warehouse_id, state, shipped_on, due_on,
        carrier, tracking, total_minor, vat_minor, cost_minor, billed, created_by, created_at)
      select ${orgId}, ${shipment.id}, counted.last, ${shipment.orderId}, ${shipment.accountId}, ${shipment.legalEntityId},
        ${shipment.warehouseId}, 'shipped', ${today}, ${shipment.dueOn}::date, ${shipment.carrier}, ${shipment.tracking},
        ${String(shipment.totalMinor)}, ${String(shipment.vatMinor)}, ${String(shipment.costMinor)}, true, ${actor.personId}, ${now}
      from counted returning number
    ), lined as (
      insert into shipment_line (org_id, shipment_id, line_id, position, order_id, product_id, quantity_milli, price_e4,
        sum_minor, vat_bp, vat_minor, cost_minor)
      select ${orgId}, ${shipment.id}, l.line_id, l.position, ${shipment.orderId}, l.product_id, l.quantity_milli, l.price_e4,
        l.sum_minor, l.vat_bp, l.vat_minor, l.cost_minor
      from unnest(${column((one) => one.line.id)}::uuid[], ${shipment.lines.map((_one, at) => at + 1)}::int[],
        ${column((one) => one.line.productId)}::uuid[], ${column((one) => String(one.quantityMilli))}::bigint[],
        ${column((one) => String(one.line.priceE4))}::bigint[], ${column((one) => String(one.sumMinor))}::bigint[],
        ${column((one) => one.vatBp)}::int[], ${column((one) => String(one.vatMinor))}::bigint[],
        ${column((one) => String(one.costMinor))}::bigint[])
        as l (line_id, position, product_id, quantity_milli, price_e4, sum_minor, vat_bp, vat_minor, cost_minor)
    )
    select number from kept`.execute(tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('the shipment was not kept');
  return number;
}

export type ShipVat = {
  readonly regime: VatRegime;
  readonly classes: ReadonlyMap<string, VatClass>;
  readonly orderedOn: string;
};

/** What the VAT of the order's goods hangs on, in one statement. */
export async function readShipVat(read: Read, orgId: string, orderId: string): Promise<ShipVat> {
  const { rows } = await sql<{ regime: VatRegime; orderedOn: string; classes: [string, VatClass][] | null }>`
    select e.vat_regime as regime, o.ordered_on as "orderedOn",
      (select json_agg(json_build_array(p.id, p.vat_class)) from order_line l
        join product p on p.org_id = ${orgId} and p.id = l.product_id
        where l.org_id = ${orgId} and l.order_id = o.id) as classes
    from sales_order o join legal_entity e on e.org_id = ${orgId} and e.id = o.legal_entity_id
    where o.org_id = ${orgId} and o.id = ${orderId}`.execute(read);
  const row = rows[0];
  return { regime: row?.regime ?? 'general', orderedOn: row?.orderedOn ?? '', classes: new Map(row?.classes ?? []) };
}
