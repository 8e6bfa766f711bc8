import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { fulfilment } from '../contract.ts';
import { readShipment } from '../queries.ts';

/** Notes carrier and tracking. */
export const trackShipment = command({
  name: 'fulfilment.track',
  permission: 'fulfilment.write',
  input: fulfilment.track.input,
  async handle(context, { shipmentId, version, carrier, tracking }) {
    const found = await lockShipment(context, shipmentId, version);
    if (!found.ok) return found;
    await sql`
      update shipment set carrier = ${carrier.trim()}, tracking = ${tracking.trim()}, version = version + 1
      where org_id = ${context.orgId} and id = ${shipmentId}`.execute(context.tx);
    tell(context, found.value, {
      name: 'fulfilment.tracked',
      payload: { carrier: carrier.trim(), tracking: tracking.trim() },
    });
    return readShipment({ ...context, read: context.tx }, shipmentId);
  },
});

/** The goods were handed over. Not before they left, not in the future, once. */
export const deliverShipment = command({
  name: 'fulfilment.deliver',
  permission: 'fulfilment.write',
  input: fulfilment.deliver.input,
  async handle(context, { shipmentId, version, deliveredOn, receivedBy }) {
    const found = await lockShipment(context, shipmentId, version);
    if (!found.ok) return found;
    const on = deliveredOn ?? context.today;
    const { state, shippedOn } = found.value;
    if (state === 'delivered') return refuse('fulfilment.already_delivered');
    if (parsePlainDate(on) === null || on < shippedOn || on > context.today) {
      return refuse('fulfilment.bad_delivery_day', { shippedOn });
    }
    await sql`
      update shipment set state = 'delivered', delivered_on = ${on}, received_by = ${receivedBy.trim()}, version = version + 1
      where org_id = ${context.orgId} and id = ${shipmentId}`.execute(context.tx);
    tell(context, found.value, {
      name: 'fulfilment.delivered',
      payload: { deliveredOn: on, receivedBy: receivedBy.trim() },
    });
    return readShipment({ ...context, read: context.tx }, shipmentId);
  },
});

type Found = { number: number; orderId: string; accountId: string; state: string; shippedOn: string };

async function lockShipment({ tx, orgId, actor }: ActContext, id: string, version: number): Promise<Result<Found>> {
  const { rows } = await sql<Found & { version: number; managerId: string | null }>`
    select s.number, s.order_id as "orderId", s.account_id as "accountId", s.state, s.shipped_on as "shippedOn", s.version, a.manager_id as "managerId"
    from shipment s join account a on a.org_id = ${orgId} and a.id = s.account_id
    where s.org_id = ${orgId} and s.id = ${id} for update of s`.execute(tx);
  const row = rows[0];
  if (row === undefined || !sees(actor, row.managerId)) return refuse('fulfilment.shipment_not_found');
  return row.version === version ? ok(row) : refuse('fulfilment.changed_meanwhile', { version: row.version });
}

function tell(context: ActContext, found: Found, what: { name: string; payload: Record<string, unknown> }): void {
  context.emit({
    name: what.name,
    subject: { type: 'sales_order', id: found.orderId },
    accountId: found.accountId,
    payload: { number: found.number, ...what.payload },
  });
}
