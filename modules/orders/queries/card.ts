import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { approvalsOf, type SubjectApproval } from '#modules/approvals/index.ts';
import { freeMilli, type StockLevels } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { OrderCard, OrderLineView } from '../contract/views.ts';
import type { OrderLine } from '../model.ts';
import { keptPart } from '../rules/rest.ts';
import { marginBp } from '../rules.ts';
import { type LockedOrder, readLines, readOrder } from '../store.ts';
import { weigh } from './weighing.ts';

/** An order whole: lines, every check as it stands now, decisions, questions. Ten statements whatever the lines. */
export async function getOrder(context: ReadContext, input: { orderId: string }): Promise<Result<OrderCard>> {
  const { read, orgId, actor } = context;
  const order = await readOrder(read, orgId, input.orderId);
  if (order === null || !sees(actor, order.accountManagerId)) return refuse('orders.not_found');
  const [head, kept, names, approvals, questions] = await Promise.all([
    readHead(context, order.id),
    readLines(read, orgId, order.id),
    readNames(context, order.id),
    approvalsOf(read, orgId, order.id),
    readQuestions(context, order.id),
  ]);
  const { weighed, levels } = await weigh(context, order, kept);
  return ok({
    ...head,
    ...headFields(order),
    ...weighed,
    lines: lineViews(kept, { names, levels, seesCost: actor.seesCost }),
    approvals: approvals.map(approvalView),
    questions,
  });
}

function approvalView({ changes, ...approval }: SubjectApproval): OrderCard['approvals'][number] {
  const { id, kind, state, roleName, decidedBy, note } = approval;
  if (changes === null) return { id, kind, state, roleName, decidedBy, note, changes: null };
  const { lines, ...box } = changes;
  const set = lines === undefined ? box : { ...box, lines: lines.map((line) => ({ ...line })) };
  return { id, kind, state, roleName, decidedBy, note, changes: set };
}

function headFields(order: LockedOrder) {
  return {
    id: order.id,
    number: order.number,
    accountId: order.accountId,
    warehouseId: order.warehouseId,
    state: order.state,
    supportState: order.supportState,
    prepaid: order.prepaid,
    wantedOn: order.wantedOn,
    reserveUntil: order.reserveUntil,
    totalMinor: String(order.totalMinor),
    vatMinor: String(order.vatMinor),
    shippedMinor: String(order.shippedMinor),
    version: order.version,
  };
}

type HeadNames =
  | 'accountName'
  | 'siteId'
  | 'siteName'
  | 'legalEntityName'
  | 'managerName'
  | 'supportName'
  | 'orderedOn'
  | 'dueOn'
  | 'comment'
  | 'clientNumber'
  | 'source'
  | 'cancelReason'
  | 'updatedAt';
type Head = Pick<OrderCard, HeadNames>;

async function readHead({ read, orgId }: ReadContext, orderId: string): Promise<Head> {
  const { rows } = await sql<Head>`
    select a.name as "accountName", o.site_id as "siteId", s.name as "siteName", e.name as "legalEntityName",
      m.name as "managerName", u.name as "supportName", o.ordered_on as "orderedOn",
      (select max(h.due_on) from shipment h where h.org_id = ${orgId} and h.order_id = o.id) as "dueOn",
      o.comment, o.client_number as "clientNumber", o.source, o.cancel_reason as "cancelReason",
      o.updated_at as "updatedAt"
    from sales_order o
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    join legal_entity e on e.org_id = ${orgId} and e.id = o.legal_entity_id
    left join site s on s.org_id = ${orgId} and s.id = o.site_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    left join person u on u.org_id = ${orgId} and u.id = o.support_id
    where o.org_id = ${orgId} and o.id = ${orderId}`.execute(read);
  const row = rows[0];
  if (row === undefined) throw new Error('the order went away inside its own transaction');
  return row;
}

type Names = Pick<OrderLineView, 'code' | 'name' | 'unit' | 'packMilli' | 'trace'> & { readonly id: string };
/** What lines are called; one statement. */
async function readNames({ read, orgId }: ReadContext, orderId: string): Promise<ReadonlyMap<string, Names>> {
  const { rows } = await sql<Names>`
    select l.id, p.code, p.name, p.unit, p.pack_milli as "packMilli", l.trace
    from order_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.order_id = ${orderId}`.execute(read);
  return new Map(rows.map((row) => [row.id, row]));
}

type Around = {
  readonly names: ReadonlyMap<string, Names>;
  readonly levels: StockLevels;
  readonly seesCost: boolean;
};

function lineViews(kept: readonly OrderLine[], { names, levels, seesCost }: Around): OrderLineView[] {
  return kept.flatMap((line) => {
    const named = names.get(line.id);
    return named === undefined ? [] : [{ ...named, ...lineFields(line, levels, seesCost) }];
  });
}

/** A line by its figures; what was given up of it is out of its sum. */
function lineFields(line: OrderLine, levels: StockLevels, seesCost: boolean): Omit<OrderLineView, keyof Names> {
  const level = levels.get(line.productId);
  const { sumMinor, vatMinor, costMinor } = keptPart(line);
  return {
    position: line.position,
    productId: line.productId,
    quantityMilli: String(line.quantityMilli),
    basePriceE4: String(line.basePriceE4),
    manualBp: line.manualBp,
    priceE4: String(line.priceE4),
    sumMinor: String(sumMinor),
    vatBp: line.vatBp,
    marginBp: seesCost && line.costE4 !== null ? marginBp(sumMinor - vatMinor, costMinor) : null,
    floorE4: seesCost ? (line.floorE4?.toString() ?? null) : null,
    reservedMilli: String(line.reservedMilli),
    shippedMilli: String(line.shippedMilli),
    cancelledMilli: String(line.cancelledMilli),
    freeMilli: String(freeMilli(level)),
    expectedOn: line.expectedOn ?? level?.nextArrival?.expectedOn ?? null,
  };
}

async function readQuestions({ read, orgId }: ReadContext, orderId: string): Promise<OrderCard['questions']> {
  const { rows } = await sql<OrderCard['questions'][number]>`
    select q.id, a.name as "askedBy", q.asked_at as "askedAt", q.question, q.answer, b.name as "answeredBy"
    from order_question q
    join person a on a.org_id = ${orgId} and a.id = q.asked_by
    left join person b on b.org_id = ${orgId} and b.id = q.answered_by
    where q.org_id = ${orgId} and q.order_id = ${orderId} order by q.asked_at limit 100`.execute(read);
  return rows;
}
