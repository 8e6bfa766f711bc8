-- 0003-pricing-stock-credit.sql   Why: prices and terms, stock and reservations, limits. Locks: none, new tables.
create table price_column (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  name_key text not null,
  position integer not null default 0,
  is_default boolean not null default false,
  constraint price_column_pk primary key (org_id, id),
  constraint price_column_name_unique unique (org_id, name_key)
);
create unique index price_column_one_default on price_column (org_id) where is_default;
select protect('price_column');

-- Future-dated rows activate by themselves: the price on a day is the row with the latest valid_from not after it.
create table price (
  org_id uuid not null references org,
  product_id uuid not null,
  column_id uuid not null,
  valid_from date not null,
  price_e4 bigint not null,
  constraint price_pk primary key (org_id, product_id, column_id, valid_from),
  constraint price_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint price_column_fk foreign key (org_id, column_id) references price_column (org_id, id),
  constraint price_not_negative check (price_e4 >= 0)
);
create index price_by_date on price (org_id, valid_from, product_id);
select protect('price');

create table account_terms (
  org_id uuid not null references org,
  account_id uuid not null,
  column_id uuid,
  legal_entity_id uuid,
  deferral_days integer not null default 0,
  deferral_kind text not null default 'calendar',
  discount_bp integer not null default 0,
  min_order_minor bigint not null default 0,
  version integer not null default 1,
  constraint account_terms_pk primary key (org_id, account_id),
  constraint account_terms_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint account_terms_column_fk foreign key (org_id, column_id) references price_column (org_id, id),
  constraint account_terms_entity_fk foreign key (org_id, legal_entity_id) references legal_entity (org_id, id),
  constraint account_terms_deferral check (deferral_days between 0 and 365 and deferral_kind in ('calendar', 'banking')),
  constraint account_terms_discount check (discount_bp between 0 and 9999)
);
select protect('account_terms');

create table terms_discount (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  brand_id uuid,
  category_id uuid,
  discount_bp integer not null,
  valid_from date not null,
  valid_to date,
  constraint terms_discount_pk primary key (org_id, id),
  constraint terms_discount_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint terms_discount_brand_fk foreign key (org_id, brand_id) references brand (org_id, id),
  constraint terms_discount_category_fk foreign key (org_id, category_id) references category (org_id, id),
  constraint terms_discount_one_scope check (num_nonnulls(brand_id, category_id) = 1),
  constraint terms_discount_sane check (discount_bp between 1 and 9999 and (valid_to is null or valid_to > valid_from))
);
create index terms_discount_by_account on terms_discount (org_id, account_id);
select protect('terms_discount');

create table terms_price (
  org_id uuid not null references org,
  account_id uuid not null,
  product_id uuid not null,
  valid_from date not null,
  valid_to date,
  price_e4 bigint not null,
  constraint terms_price_pk primary key (org_id, account_id, product_id, valid_from),
  constraint terms_price_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint terms_price_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint terms_price_sane check (price_e4 >= 0 and (valid_to is null or valid_to > valid_from))
);
select protect('terms_price');

create table quantity_break (
  org_id uuid not null references org,
  product_id uuid not null,
  min_milli bigint not null,
  discount_bp integer not null,
  constraint quantity_break_pk primary key (org_id, product_id, min_milli),
  constraint quantity_break_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint quantity_break_sane check (min_milli > 0 and discount_bp between 1 and 9999)
);
select protect('quantity_break');

-- How much a role may give by hand: in a category (and below it), or everywhere when category_id is null.
create table discount_authority (
  org_id uuid not null references org,
  id uuid not null,
  role_id uuid not null,
  category_id uuid,
  max_bp integer not null,
  constraint discount_authority_pk primary key (org_id, id),
  constraint discount_authority_role_fk foreign key (org_id, role_id) references role (org_id, id),
  constraint discount_authority_category_fk foreign key (org_id, category_id) references category (org_id, id),
  constraint discount_authority_sane check (max_bp between 0 and 10000)
);
create unique index discount_authority_unique on discount_authority (org_id, role_id, category_id) nulls not distinct;
select protect('discount_authority');

create table warehouse (
  org_id uuid not null references org,
  id uuid not null,
  code text not null,
  name text not null,
  address text not null default '',
  is_default boolean not null default false,
  version integer not null default 1,
  constraint warehouse_pk primary key (org_id, id),
  constraint warehouse_code_unique unique (org_id, code)
);
create unique index warehouse_one_default on warehouse (org_id) where is_default;
select protect('warehouse');

-- Kept in the transaction of each movement and reservation; the check is the guard against overselling.
create table stock (
  org_id uuid not null references org,
  product_id uuid not null,
  warehouse_id uuid not null,
  on_hand_milli bigint not null default 0,
  reserved_milli bigint not null default 0,
  constraint stock_pk primary key (org_id, product_id, warehouse_id),
  constraint stock_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint stock_warehouse_fk foreign key (org_id, warehouse_id) references warehouse (org_id, id),
  constraint stock_never_oversold check (reserved_milli >= 0 and reserved_milli <= on_hand_milli)
);
select protect('stock');

create table stock_movement (
  org_id uuid not null references org,
  id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  kind text not null,
  quantity_milli bigint not null,
  source_id uuid,
  note text not null default '',
  moved_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint stock_movement_pk primary key (org_id, id),
  constraint stock_movement_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint stock_movement_warehouse_fk foreign key (org_id, warehouse_id) references warehouse (org_id, id),
  constraint stock_movement_kind_known check (kind in ('opening', 'arrival', 'shipment', 'return', 'adjustment', 'count'))
);
create index stock_movement_by_product on stock_movement (org_id, product_id, recorded_at desc);
select protect('stock_movement', 'select, insert');

create table arrival (
  org_id uuid not null references org,
  id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  quantity_milli bigint not null,
  received_milli bigint not null default 0,
  expected_on date not null,
  reference text not null default '',
  closed boolean not null default false,
  constraint arrival_pk primary key (org_id, id),
  constraint arrival_product_fk foreign key (org_id, product_id) references product (org_id, id),
  constraint arrival_warehouse_fk foreign key (org_id, warehouse_id) references warehouse (org_id, id),
  constraint arrival_sane check (quantity_milli > 0 and received_milli >= 0)
);
create index arrival_open on arrival (org_id, product_id, expected_on) where not closed;
create index arrival_by_day on arrival (org_id, expected_on, id) where not closed;
select protect('arrival');

-- The account's standing, kept in the transaction of every act that changes it; `verify` recomputes it.
-- balance = receivable - advance.
create table account_credit (
  org_id uuid not null references org,
  account_id uuid not null,
  receivable_minor bigint not null default 0,
  advance_minor bigint not null default 0,
  unbilled_minor bigint not null default 0,
  confirmed_minor bigint not null default 0,
  stopped boolean not null default false,
  stop_reason text not null default '',
  constraint account_credit_pk primary key (org_id, account_id),
  constraint account_credit_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint account_credit_parts check (receivable_minor >= 0 and advance_minor >= 0 and unbilled_minor >= 0 and confirmed_minor >= 0)
);
create index account_credit_by_debt on account_credit (org_id, receivable_minor desc, account_id) where receivable_minor > 0;
select protect('account_credit');

-- A limit of an account or of a whole group; one with valid_to is temporary and reverts by itself.
create table credit_limit (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid,
  group_id uuid,
  limit_minor bigint not null,
  valid_from date not null,
  valid_to date,
  reason text not null default '',
  set_by uuid,
  set_at timestamptz not null,
  constraint credit_limit_pk primary key (org_id, id),
  constraint credit_limit_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint credit_limit_group_fk foreign key (org_id, group_id) references account_group (org_id, id),
  constraint credit_limit_one_scope check (num_nonnulls(account_id, group_id) = 1),
  -- One that was ended on its first day has an empty period.
  constraint credit_limit_sane check (limit_minor >= 0 and (valid_to is null or valid_to >= valid_from))
);
create index credit_limit_by_account on credit_limit (org_id, account_id) where account_id is not null;
create index credit_limit_by_group on credit_limit (org_id, group_id) where group_id is not null;
select protect('credit_limit');

-- A permission to go over: boxed by sum and time, with a reason.
create table credit_release (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  order_id uuid,
  max_minor bigint not null,
  valid_until timestamptz not null,
  reason text not null,
  approval_id uuid,
  given_by uuid not null,
  given_at timestamptz not null,
  constraint credit_release_pk primary key (org_id, id),
  constraint credit_release_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint credit_release_sane check (max_minor > 0)
);
create index credit_release_by_account on credit_release (org_id, account_id, valid_until);
select protect('credit_release');
