/** The whole of a loaded demo company in a few lines: what people see, not the ids that acts make by chance. */
import type { EmptyProgram } from './empty-program.fixture.ts';

/** The columns that tell; what an act names by chance is told by its number instead. */
const told: Readonly<Record<string, string>> = {
  person: `select email, name, post from person`,
  account: `select id, code, name, inn, kpp, ogrn, tier, status, segment, last_shipped_on, next_step, next_step_on,
      search_text from account`,
  contact: `select id, account_id, name, phone, email, reports_to from contact`,
  product: `select id, code, name, cost_e4, min_price_e4, pack_milli, vat_class, life_state, search_text from product`,
  price: `select p.product_id, c.name, p.valid_from, p.price_e4 from price p join price_column c on c.id = p.column_id`,
  terms: `select t.account_id, c.name, t.deferral_days, t.deferral_kind, t.discount_bp from account_terms t join
      price_column c on c.id = t.column_id`,
  limits: `select account_id, group_id, limit_minor, valid_from, valid_to from credit_limit`,
  standing: `select account_id, receivable_minor, advance_minor, confirmed_minor, stopped from account_credit`,
  stock: `select s.product_id, w.code, s.on_hand_milli, s.reserved_milli from stock s join warehouse w on w.id =
      s.warehouse_id`,
  movements: `select product_id, kind, quantity_milli, moved_on, recorded_at from stock_movement`,
  arrivals: `select product_id, quantity_milli, received_milli, expected_on, reference from arrival`,
  orders: `select number, account_id, state, support_state, ordered_on, wanted_on, total_minor, vat_minor, cost_minor,
    shipped_minor, holds, comment, prepaid, created_at from sales_order`,
  lines: `select o.number, l.position, l.product_id, l.quantity_milli, l.price_e4, l.sum_minor, l.vat_minor,
    l.reserved_milli,
    l.shipped_milli, l.expected_on, l.trace from order_line l join sales_order o on o.id = l.order_id`,
  approvals: `select o.number, p.kind, p.state, p.amount_minor, p.discount_bp, p.request_note, p.decision_note,
    p.requested_at,
    r.name from approval p join sales_order o on o.id = p.subject_id join role r on r.id = p.role_id`,
  questions: `select o.number, q.question, q.answer from order_question q join sales_order o on o.id = q.order_id`,
  shipments: `select number, account_id, state, shipped_on, due_on, carrier, tracking, total_minor, vat_minor, cost_minor from
      shipment`,
  documents: `select kind, number_text, year, dated_on, account_id, total_minor, snapshot from document`,
  receivables: `select document_number, document_date, account_id, due_on, amount_minor, open_minor, settled_on from receivable`,
  payments: `select number, booked_on, account_id, amount_minor, unallocated_minor, state, purpose from payment`,
  allocations: `select p.number, r.document_number, r.document_date, a.amount_minor, a.effective_on
    from allocation a join payment p on p.id = a.payment_id join receivable r on r.id = a.receivable_id`,
  ledger: `select account_id, kind, amount_minor, effective_on, note from ledger_entry`,
  sales: `select month, account_id, category_id, brand_id, sum_minor, cost_minor, line_count from sales_month`,
  events: `select at, name, account_id from event`,
};

/** Rows and a hash of each table of the program's only organisation. */
export async function digestOf({ owner }: EmptyProgram): Promise<Record<string, unknown>> {
  const digest: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(told)) {
    const [row] = await owner(
      `select count(*) as rows, md5(string_agg(md5(t::text), '' order by md5(t::text))) as hash from (${query}) t`,
    );
    digest[name] = row;
  }
  return digest;
}
