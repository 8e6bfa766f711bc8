-- 0004-orders-settlements.sql   Why: orders, approvals, shipments, papers, money, sales. Locks: none, new tables.
create table sales_order (
  org_id uuid not null references org,
  id uuid not null,
  number integer not null,
  account_id uuid not null,
  site_id uuid,
  legal_entity_id uuid not null,
  warehouse_id uuid not null,
  manager_id uuid,
  state text not null,
  support_state text not null default 'none',
  support_id uuid,
  handed_at timestamptz,
  ordered_on date not null,
  wanted_on date,
  deferral_days integer not null default 0,
  deferral_kind text not null default 'calendar',
  prepaid boolean not null default false,
  line_count integer not null default 0,
  total_minor bigint not null default 0,
  vat_minor bigint not null default 0,
  cost_minor bigint not null default 0,
  shipped_minor bigint not null default 0,
  comment text not null default '',
  client_number text not null default '',
  source text not null default 'screen',
  copied_from uuid,
  cancel_reason text not null default '',
  holds jsonb not null default '[]',
  reserve_until timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  confirmed_at timestamptz,
  constraint sales_order_pk primary key (org_id, id),
  constraint sales_order_number_unique unique (org_id, number),
  constraint sales_order_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint sales_order_site_fk foreign key (org_id, site_id) references site (org_id, id),
  constraint sales_order_entity_fk foreign key (org_id, legal_entity_id) references legal_entity (org_id, id),
  constraint sales_order_warehouse_fk foreign key (org_id, warehouse_id) references warehouse (org_id, id),
  constraint sales_order_state_known check (state in ('draft', 'held', 'confirmed', 'shipped', 'closed', 'cancelled')),
  constraint sales_order_support_known check (support_state in ('none', 'queued', 'in_work', 'question', 'done')),
  constraint sales_order_source_known check (source in ('screen', 'api', 'import', 'copy', 'demo')),
  constraint sales_order_totals check (total_minor >= 0 and shipped_minor >= 0 and shipped_minor <= total_minor)
);
create index sales_order_by_time on sales_order (org_id, number desc);
create index sales_order_by_day on sales_order (org_id, ordered_on);
create index sales_order_by_account on sales_order (org_id, account_id, number desc);
create index sales_order_open on sales_order (org_id, state, number desc) where state in ('draft', 'held', 'confirmed', 'shipped');
create index sales_order_queue on sales_order (org_id, handed_at, id) where support_state in ('queued', 'in_work', 'question');
create index sales_order_by_client_number on sales_order (org_id, lower(client_number)) where client_number <> '';
select protect('sales_order');

create table order_line (
  org_id uuid not null references org,
  order_id uuid not null,
  id uuid not null,
  position integer not null,
  product_id uuid not null,
  quantity_milli bigint not null,
  base_price_e4 bigint not null,
  manual_bp integer not null default 0,
  price_e4 bigint not null,
  sum_minor bigint not null,
  vat_bp integer,
  vat_minor bigint not null,
  cost_e4 bigint,
  floor_e4 bigint,
  reserved_milli bigint not null default 0,
  shipped_milli bigint not null default 0,
  cancelled_milli bigint not null default 0,
  expected_on date,
  trace jsonb not null default '[]',
  constraint order_line_pk primary key (org_id, order_id, id),
  constraint order_line_order_fk foreign key (org_id, order_id) references sales_order (org_id, id),
  constraint order_line_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint order_line_quantities check (quantity_milli > 0 and reserved_milli >= 0 and shipped_milli >= 0 and cancelled_milli >= 0
    and reserved_milli + shipped_milli + cancelled_milli <= quantity_milli),
  constraint order_line_prices check (price_e4 >= 0 and sum_minor >= 0 and vat_minor >= 0 and manual_bp between -10000 and 9999)
);
create index order_line_by_product on order_line (org_id, product_id);
create index order_line_waiting on order_line (org_id, product_id) where reserved_milli + shipped_milli + cancelled_milli < quantity_milli;
select protect('order_line');

create table reservation (
  org_id uuid not null references org,
  order_id uuid not null,
  line_id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  quantity_milli bigint not null,
  expires_at timestamptz,
  constraint reservation_pk primary key (org_id, order_id, line_id),
  constraint reservation_line_fk foreign key (org_id, order_id, line_id) references order_line (org_id, order_id, id),
  constraint reservation_stock_fk foreign key (org_id, product_id, warehouse_id) references stock (org_id, product_id, warehouse_id),
  constraint reservation_positive check (quantity_milli > 0)
);
create index reservation_by_stock on reservation (org_id, product_id, warehouse_id);
create index reservation_by_expiry on reservation (org_id, expires_at) where expires_at is not null;
select protect('reservation');

create table order_question (
  org_id uuid not null references org,
  id uuid not null,
  order_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  question text not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  constraint order_question_pk primary key (org_id, id),
  constraint order_question_order_fk foreign key (org_id, order_id) references sales_order (org_id, id)
);
create index order_question_by_order on order_question (org_id, order_id, asked_at);
select protect('order_question', 'select, insert, update');

create table approval_policy (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null,
  role_id uuid not null,
  max_minor bigint,
  max_bp integer,
  escalates_to uuid,
  hours_to_decide integer not null default 24,
  constraint approval_policy_pk primary key (org_id, id),
  constraint approval_policy_once unique (org_id, kind, role_id),
  constraint approval_policy_role_fk foreign key (org_id, role_id) references role (org_id, id),
  constraint approval_policy_next_fk foreign key (org_id, escalates_to) references role (org_id, id),
  constraint approval_policy_kind_known check (kind in ('credit', 'discount', 'floor'))
);
select protect('approval_policy');

create table approval (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_version integer not null,
  account_id uuid not null,
  state text not null,
  amount_minor bigint not null default 0,
  discount_bp integer not null default 0,
  facts jsonb not null,
  request_note text not null default '',
  requested_by uuid not null,
  requested_at timestamptz not null,
  role_id uuid,
  deadline timestamptz not null,
  escalated_at timestamptz,
  decided_by uuid,
  acted_for uuid,
  decided_at timestamptz,
  decision_note text not null default '',
  changes jsonb,
  version integer not null default 1,
  constraint approval_pk primary key (org_id, id),
  constraint approval_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint approval_state_known check (state in ('pending', 'approved', 'approved_with_changes', 'rejected', 'withdrawn')),
  constraint approval_other_person check (decided_by is null or decided_by <> requested_by),
  constraint approval_decided check ((state in ('pending', 'withdrawn')) or (decided_by is not null and decided_at is not null))
);
create unique index approval_one_pending on approval (org_id, subject_id, kind) where state = 'pending';
create index approval_by_subject on approval (org_id, subject_id, requested_at desc);
create index approval_pending on approval (org_id, deadline) where state = 'pending';
create index approval_by_account on approval (org_id, account_id, requested_at desc);
select protect('approval', 'select, insert, update');

create table shipment (
  org_id uuid not null references org,
  id uuid not null,
  number integer not null,
  order_id uuid not null,
  account_id uuid not null,
  legal_entity_id uuid not null,
  warehouse_id uuid not null,
  state text not null,
  shipped_on date not null,
  due_on date not null,
  carrier text not null default '',
  tracking text not null default '',
  delivered_on date,
  received_by text not null default '',
  total_minor bigint not null,
  vat_minor bigint not null,
  cost_minor bigint not null,
  billed boolean not null default false,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  constraint shipment_pk primary key (org_id, id),
  constraint shipment_number_unique unique (org_id, number),
  constraint shipment_order_fk foreign key (org_id, order_id) references sales_order (org_id, id),
  constraint shipment_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint shipment_state_known check (state in ('shipped', 'delivered'))
);
create index shipment_by_order on shipment (org_id, order_id);
create index shipment_by_account on shipment (org_id, account_id, number desc);
select protect('shipment', 'select, insert, update');

create table shipment_line (
  org_id uuid not null references org,
  shipment_id uuid not null,
  line_id uuid not null,
  position integer not null,
  order_id uuid not null,
  product_id uuid not null,
  quantity_milli bigint not null,
  price_e4 bigint not null,
  sum_minor bigint not null,
  vat_bp integer,
  vat_minor bigint not null,
  cost_minor bigint not null,
  constraint shipment_line_pk primary key (org_id, shipment_id, line_id),
  constraint shipment_line_shipment_fk foreign key (org_id, shipment_id) references shipment (org_id, id),
  constraint shipment_line_order_fk foreign key (org_id, order_id, line_id) references order_line (org_id, order_id, id),
  constraint shipment_line_positive check (quantity_milli > 0)
);
select protect('shipment_line', 'select, insert');

create table document (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null,
  series text not null,
  year integer not null,
  number integer not null,
  number_text text not null,
  number_key text not null,
  dated_on date not null,
  account_id uuid not null,
  legal_entity_id uuid not null,
  order_id uuid,
  shipment_id uuid,
  total_minor bigint not null,
  vat_minor bigint not null,
  snapshot jsonb not null,
  file_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  constraint document_pk primary key (org_id, id),
  constraint document_number_unique unique (org_id, series, year, number),
  constraint document_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint document_entity_fk foreign key (org_id, legal_entity_id) references legal_entity (org_id, id),
  constraint document_file_fk foreign key (org_id, file_id) references file (org_id, id),
  constraint document_kind_known check (kind in ('invoice', 'upd'))
);
create unique index document_one_upd on document (org_id, shipment_id) where kind = 'upd';
create index document_by_account on document (org_id, account_id, dated_on desc);
create index document_by_order on document (org_id, order_id);
create index document_by_number on document (org_id, number_key);
create index document_by_time on document (org_id, created_at desc, id);
select protect('document', 'select, insert');
-- A paper never changes: only the place of its stored print is filled in, once.
grant update (file_id) on document to kamerton_app;

create table ledger_entry (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  legal_entity_id uuid,
  kind text not null,
  amount_minor bigint not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  source_id uuid not null,
  note text not null default '',
  constraint ledger_entry_pk primary key (org_id, id),
  constraint ledger_entry_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint ledger_entry_kind_known check (kind in ('opening', 'shipment', 'payment', 'refund', 'correction')),
  constraint ledger_entry_not_zero check (amount_minor <> 0)
);
create index ledger_entry_by_account on ledger_entry (org_id, account_id, effective_on, id);
select protect('ledger_entry', 'select, insert');

create table receivable (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  legal_entity_id uuid,
  shipment_id uuid,
  document_id uuid,
  order_id uuid,
  document_number text not null,
  number_key text not null,
  document_date date not null,
  due_on date not null,
  amount_minor bigint not null,
  open_minor bigint not null,
  settled_on date,
  constraint receivable_pk primary key (org_id, id),
  constraint receivable_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint receivable_open_sane check (amount_minor > 0 and open_minor >= 0 and open_minor <= amount_minor)
);
create index receivable_open_by_account on receivable (org_id, account_id, due_on) include (open_minor) where open_minor > 0;
create index receivable_open_by_due on receivable (org_id, due_on, id) include (account_id, open_minor) where open_minor > 0;
create index receivable_by_account on receivable (org_id, account_id, document_date desc);
create index receivable_by_number on receivable (org_id, number_key);
create index receivable_by_order on receivable (org_id, order_id) where order_id is not null;
select protect('receivable', 'select, insert, update');

create table payment (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid,
  legal_entity_id uuid,
  direction text not null,
  number text not null,
  booked_on date not null,
  amount_minor bigint not null,
  unallocated_minor bigint not null,
  payer_name text not null default '',
  payer_inn text not null default '',
  purpose text not null default '',
  statement_key text,
  import_id uuid,
  state text not null,
  reasons jsonb not null default '[]',
  proposal jsonb not null default '[]',
  version integer not null default 1,
  recorded_at timestamptz not null,
  constraint payment_pk primary key (org_id, id),
  constraint payment_statement_unique unique (org_id, statement_key),
  constraint payment_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint payment_sums check (amount_minor > 0 and unallocated_minor >= 0 and unallocated_minor <= amount_minor),
  constraint payment_direction_known check (direction in ('in', 'out', 'internal')),
  constraint payment_state_known check (state in ('matched', 'probable', 'advance', 'unknown', 'ignored'))
);
create index payment_by_day on payment (org_id, booked_on desc, id desc);
create index payment_by_state on payment (org_id, state, booked_on desc, id desc);
create index payment_by_account on payment (org_id, account_id, booked_on desc);
create index payment_by_import on payment (org_id, import_id) where import_id is not null;
create index payment_free on payment (org_id, account_id) where unallocated_minor > 0 and direction = 'in';
select protect('payment', 'select, insert, update');

-- Append-only; a negative row takes an allocation back, so any past date can be shown.
create table allocation (
  org_id uuid not null references org,
  id uuid not null,
  payment_id uuid not null,
  receivable_id uuid not null,
  amount_minor bigint not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  reason text not null default '',
  constraint allocation_pk primary key (org_id, id),
  constraint allocation_payment_fk foreign key (org_id, payment_id) references payment (org_id, id),
  constraint allocation_receivable_fk foreign key (org_id, receivable_id) references receivable (org_id, id),
  constraint allocation_not_zero check (amount_minor <> 0)
);
create index allocation_by_receivable on allocation (org_id, receivable_id) include (effective_on, amount_minor);
create index allocation_by_payment on allocation (org_id, payment_id);
create index allocation_by_date on allocation (org_id, effective_on);
select protect('allocation', 'select, insert');

-- Calls about overdue money and what was promised.
create table collection_call (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  called_on date not null,
  called_at timestamptz not null,
  called_by uuid not null,
  result text not null,
  promised_on date,
  amount_minor bigint,
  note text not null default '',
  constraint collection_call_pk primary key (org_id, id),
  constraint collection_call_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint collection_call_result_known check (result in ('promised', 'no_answer', 'disputed', 'refused', 'paid')),
  constraint collection_call_promise check ((result = 'promised') = (promised_on is not null))
);
create index collection_call_by_account on collection_call (org_id, account_id, called_at desc);
select protect('collection_call', 'select, insert');

create table sales_line (
  org_id uuid not null references org,
  id uuid not null,
  source text not null,
  invoice_no text not null,
  line_no integer not null,
  sold_on date not null,
  account_id uuid not null,
  product_id uuid not null,
  category_id uuid,
  brand_id uuid,
  manager_id uuid,
  quantity_milli bigint not null,
  price_e4 bigint not null,
  sum_minor bigint not null,
  vat_minor bigint not null default 0,
  cost_minor bigint,
  reverses_id uuid,
  constraint sales_line_pk primary key (org_id, id),
  constraint sales_line_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint sales_line_product_fk foreign key (org_id, product_id) references product (org_id, id)
);
-- The same file of history twice adds nothing. Numbers begin anew each year, as those of our own papers do; a shipment's
-- lines are kept with the shipment, which happens once.
create unique index sales_line_once on sales_line (org_id, invoice_no, line_no, (extract(year from sold_on))) where source = 'import';
create index sales_line_by_account on sales_line (org_id, account_id, sold_on desc);
create index sales_line_by_product on sales_line (org_id, product_id, sold_on desc);
create index sales_line_by_date on sales_line (org_id, sold_on);
select protect('sales_line', 'select, insert, update');

-- Rollup of sales_line, kept in the same transaction.
create table sales_month (
  org_id uuid not null references org,
  month date not null,
  account_id uuid not null,
  category_id uuid,
  brand_id uuid,
  manager_id uuid,
  quantity_milli bigint not null,
  sum_minor bigint not null,
  vat_minor bigint not null default 0,
  -- Of the lines whose cost is known: what they cost, and what they brought without VAT. Margin is the difference.
  cost_minor bigint not null,
  costed_minor bigint not null default 0,
  line_count integer not null,
  constraint sales_month_unique unique nulls not distinct (org_id, month, account_id, category_id, brand_id, manager_id)
);
create index sales_month_by_account on sales_month (org_id, account_id, month);
select protect('sales_month');
