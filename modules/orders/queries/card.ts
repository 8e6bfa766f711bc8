import { sql } from 'kysely';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { approvalsOf } from '#modules/approvals/index.ts';
import { decideCredit, readCredit } from '#modules/credit/index.ts';
import { loadPriceFacts, priceLine } from '#modules/pricing/index.ts';
import { freeMilli, readStock, type StockLevels } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import type { ReadContext } from '#platform/serve.ts';
import { closedActs } from '../closed.ts';
import type { OrderCard } from '../contract.ts';
import { readGranted } from '../granted.ts';
import type { DraftLine, Order, OrderLine } from '../model.ts';
import { type LockedOrder, readLines, readOrder } from '../store.ts';
import { checksOf } from './checks.ts';

/** An order whole: lines, every check as it stands now, decisions, questions. Nine statements whatever the lines. */
export async function getOrder(context: ReadContext, input: { orderId: string }): Promise<Result<OrderCard>> {
  const { read, orgId, actor } = context;
  const order = await readOrder(read, orgId, input.orderId);
  if (order === null || !sees(actor, order.accountManagerId)) return refuse('orders.not_found');
  const head = await readHead(context, order.id);
  const kept = await readLines(read, orgId, order.id);
  const place = { warehouseId: order.warehouseId, productIds: kept.map((line) => line.productId) };
  const levels = await readStock(read, orgId, place);
  const weighed = await weigh(context, { order, levels, kept });
  const lines = await readLineViews(context, order, levels);
  const approvals = await approvalsOf(read, orgId, order.id);
  const questions = await readQuestions(context, order.id);
  return ok({
    ...head,
    ...headFields(order, actor.seesCost),
    lines,
    checks: weighed.checks,
    credit: weighed.credit,
    approvals: approvals.map(({ id, kind, state, roleName, decidedBy, note }) => ({ id, kind, state, roleName, decidedBy, note })),
    questions,
    closed: closedActs(actor, order, { lineCount: kept.length, reservedMilli: kept.reduce((sum, line) => sum + line.reservedMilli, 0n) }),
  });
}

function headFields(order: LockedOrder, seesCost: boolean) {
  const net = order.totalMinor - order.vatMinor;
  const marginBp = seesCost && net > 0n ? Number(((net - order.costMinor) * 10_000n) / net) : null;
  return {
    id: order.id,
    number: order.number,
    accountId: order.accountId,
    warehouseId: order.warehouseId,
    state: order.state,
    supportState: order.supportState,
    deferralDays: order.deferralDays,
    deferralKind: order.deferralKind,
    prepaid: order.prepaid,
    totalMinor: String(order.totalMinor),
    vatMinor: String(order.vatMinor),
    shippedMinor: String(order.shippedMinor),
    marginBp,
    version: order.version,
  };
}

type Head = Pick<OrderCard, 'accountName' | 'siteId' | 'siteName' | 'legalEntityName' | 'managerName' | 'supportName' | 'orderedOn' | 'wantedOn' | 'dueOn' | 'comment' | 'clientNumber' | 'source' | 'cancelReason' | 'updatedAt' | 'reserveUntil'>;

async function readHead({ read, orgId }: ReadContext, orderId: string): Promise<Head> {
  const { rows } = await sql<Head>`
    select a.name as "accountName", o.site_id as "siteId", s.name as "siteName", e.name as "legalEntityName",
      m.name as "managerName", u.name as "supportName", o.ordered_on as "orderedOn", o.wanted_on as "wantedOn",
      (select max(h.due_on) from shipment h where h.org_id = ${orgId} and h.order_id = o.id) as "dueOn",
      o.comment, o.client_number as "clientNumber", o.source, o.cancel_reason as "cancelReason",
      o.updated_at as "updatedAt", o.reserve_until as "reserveUntil"
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

/** Prices the lines anew and weighs the whole as confirming would. Lines of a confirmed order are not asked again. */
async function weigh(context: ReadContext, { order, levels, kept }: { order: Order; levels: StockLevels; kept: readonly OrderLine[] }) {
  const { read, orgId, actor, today, now } = context;
  const facts = await loadPriceFacts(read, { orgId, accountId: order.accountId, roleId: actor.roleId, date: today }, kept.map((line) => line.productId));
  const lines: DraftLine[] = [];
  const blocked: { lineId: string; refusal: { ok: false; code: string } }[] = [];
  for (const line of kept) {
    const priced = priceLine(facts, line);
    if (priced.ok) lines.push({ id: line.id, position: line.position, quantityMilli: line.quantityMilli, priced: priced.value });
    else blocked.push({ lineId: line.id, refusal: priced });
  }
  const found = await readCredit(read, { orgId, accountId: order.accountId, today });
  if (found === null) throw new Error('an order without an account');
  // What is confirmed already counts in the standing; counting it as this order too would double it.
  const counted = order.state === 'draft' || order.state === 'held' ? order.totalMinor : 0n;
  const decision = decideCredit(found.facts, { totalMinor: counted, orderId: order.id, prepaid: order.prepaid, now }, found.policy);
  const granted = await readGranted(read, orgId, order.id);
  const live = order.state === 'draft' || order.state === 'held';
  const panel = { order, lines: live ? lines : [], credit: decision, facts: found.facts, granted, levels, minOrderMinor: facts.account.minOrderMinor, totalMinor: order.totalMinor, blocked: live ? blocked : [] };
  return {
    checks: checksOf(panel),
    credit: {
      status: decision.status,
      limitMinor: decision.limitMinor?.toString() ?? null,
      exposureMinor: String(decision.exposureMinor),
      canStillSellMinor: String(decision.canStillSellMinor),
      overdueMinor: String(found.facts.overdueMinor),
      parts: decision.parts.map((part) => ({ name: part.name, minor: String(part.minor) })),
    },
  };
}

type LineView = OrderCard['lines'][number];

async function readLineViews({ read, orgId, actor }: ReadContext, order: Order, levels: StockLevels): Promise<LineView[]> {
  const cost = actor.seesCost ? sql`case when l.sum_minor > l.vat_minor and l.cost_e4 is not null then
    ((l.sum_minor - l.vat_minor - l.cost_e4 * l.quantity_milli / 100000) * 10000 / (l.sum_minor - l.vat_minor))::int end` : sql`null::int`;
  const floor = actor.seesCost ? sql`l.floor_e4` : sql`null::bigint`;
  const { rows } = await sql<Omit<LineView, 'freeMilli'>>`
    select l.id, l.position, l.product_id as "productId", p.code, p.name, p.unit, p.pack_milli as "packMilli",
      l.quantity_milli as "quantityMilli", l.base_price_e4 as "basePriceE4", l.manual_bp as "manualBp",
      l.price_e4 as "priceE4", l.sum_minor as "sumMinor", l.vat_bp as "vatBp", ${cost} as "marginBp", ${floor} as "floorE4",
      l.reserved_milli as "reservedMilli", l.shipped_milli as "shippedMilli", l.cancelled_milli as "cancelledMilli",
      l.expected_on as "expectedOn", l.trace
    from order_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.order_id = ${order.id} order by l.position, l.id`.execute(read);
  return rows.map((row) => {
    const level = levels.get(row.productId);
    return { ...row, freeMilli: String(freeMilli(level)), expectedOn: row.expectedOn ?? level?.nextArrival?.expectedOn ?? null };
  });
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
