-- 0002-accounts-catalog.sql   Why: own firms, clients, goods. Locks: none, new tables.

-- Under row-level security an index serves only operators that are declared leakproof; without this a search by trigrams
-- reads every row of the org. LIKE and the word similarity tell nothing of a hidden row but by an error on a pattern
-- that ends in a backslash, which we never send. Needs a superuser; without one the search is right, and slow.
do $$ begin
  alter function textlike(text, text) leakproof;
  alter function word_similarity_op(text, text) leakproof;
  alter function word_similarity_commutator_op(text, text) leakproof;
exception when insufficient_privilege then
  raise notice 'search by text will not use its index: a superuser must declare textlike leakproof';
end $$;

create table legal_entity (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  full_name text not null,
  inn text not null,
  kpp text not null default '',
  ogrn text not null default '',
  address text not null default '',
  vat_regime text not null default 'general',
  number_prefix text not null default '',
  head_post text not null default 'Генеральный директор',
  head_name text not null default '',
  accountant_name text not null default '',
  is_default boolean not null default false,
  version integer not null default 1,
  constraint legal_entity_pk primary key (org_id, id),
  constraint legal_entity_inn_unique unique (org_id, inn, kpp),
  constraint legal_entity_regime_known check (vat_regime in ('general', 'usn5', 'usn7', 'usn_exempt'))
);
create unique index legal_entity_one_default on legal_entity (org_id) where is_default;
select protect('legal_entity');

create table legal_entity_bank (
  org_id uuid not null references org,
  id uuid not null,
  legal_entity_id uuid not null,
  account_number text not null,
  bik text not null,
  bank_name text not null,
  correspondent_account text not null default '',
  is_default boolean not null default false,
  constraint legal_entity_bank_pk primary key (org_id, id),
  constraint legal_entity_bank_unique unique (org_id, account_number, bik),
  constraint legal_entity_bank_entity_fk foreign key (org_id, legal_entity_id) references legal_entity (org_id, id)
);
select protect('legal_entity_bank');

create table account_group (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  name_key text not null,
  version integer not null default 1,
  constraint account_group_pk primary key (org_id, id),
  constraint account_group_name_unique unique (org_id, name_key)
);
select protect('account_group');

create table account (
  org_id uuid not null references org,
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  full_name text not null default '',
  kind text not null default 'company',
  inn text not null default '',
  kpp text not null default '',
  ogrn text not null default '',
  group_id uuid,
  roles text[] not null default '{customer}',
  tier text not null default '',
  status text not null default 'new',
  is_key boolean not null default false,
  manager_id uuid,
  legal_address text not null default '',
  actual_address text not null default '',
  phone text not null default '',
  email text not null default '',
  website text not null default '',
  country text not null default 'RU',
  segment text not null default '',
  next_step text not null default '',
  next_step_on date,
  last_shipped_on date,
  shipping_since date,
  block_reason text not null default '',
  external_id text,
  search_text text not null default '',
  archived boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint account_pk primary key (org_id, id),
  constraint account_code_unique unique (org_id, code),
  constraint account_external_unique unique (org_id, external_id),
  constraint account_group_fk foreign key (org_id, group_id) references account_group (org_id, id),
  constraint account_manager_fk foreign key (org_id, manager_id) references person (org_id, id),
  constraint account_kind_known check (kind in ('company', 'sole_proprietor', 'person', 'foreign')),
  constraint account_status_known check (status in ('new', 'active', 'sleeping', 'lost', 'blocked'))
);
create unique index account_inn_kpp_unique on account (org_id, inn, kpp) where inn <> '' and not archived;
create index account_by_name on account (org_id, name collate ru_name, id);
create index account_by_manager on account (org_id, manager_id);
create index account_by_group on account (org_id, group_id) where group_id is not null;
create index account_by_inn on account (org_id, inn) where inn <> '';
create index account_by_name_key on account (org_id, name_key);
create index account_by_status on account (org_id, status);
create index account_by_tier on account (org_id, tier) where tier <> '';
create index account_by_segment on account (org_id, segment) where segment <> '';
create index account_key on account (org_id, id) where is_key;
create index account_other_roles on account (org_id, id) where roles <> '{customer}';
create index account_search on account using gin (org_id, search_text gin_trgm_ops);
select protect('account');

create table account_manager (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  manager_id uuid,
  since timestamptz not null,
  until timestamptz,
  changed_by uuid,
  reason text not null default '',
  constraint account_manager_pk primary key (org_id, id),
  constraint account_manager_account_fk foreign key (org_id, account_id) references account (org_id, id)
);
create index account_manager_by_account on account_manager (org_id, account_id, since desc);
select protect('account_manager');

create table account_bank (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  account_number text not null,
  bik text not null,
  bank_name text not null default '',
  constraint account_bank_pk primary key (org_id, id),
  constraint account_bank_unique unique (org_id, account_id, account_number, bik),
  constraint account_bank_account_fk foreign key (org_id, account_id) references account (org_id, id)
);
select protect('account_bank');

create table site (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  name text not null,
  address text not null,
  note text not null default '',
  archived boolean not null default false,
  version integer not null default 1,
  constraint site_pk primary key (org_id, id),
  constraint site_account_fk foreign key (org_id, account_id) references account (org_id, id)
);
create index site_by_account on site (org_id, account_id);
select protect('site');

create table contact (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  name text not null,
  post text not null default '',
  buying_role text not null default '',
  attitude text not null default '',
  phone text not null default '',
  phone_key text not null default '',
  email text not null default '',
  note text not null default '',
  reports_to uuid,
  archived boolean not null default false,
  version integer not null default 1,
  constraint contact_pk primary key (org_id, id),
  constraint contact_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint contact_reports_fk foreign key (org_id, reports_to) references contact (org_id, id)
);
create index contact_by_account on contact (org_id, account_id);
create index contact_by_phone on contact (org_id, phone_key) where phone_key <> '';
select protect('contact');

create table account_note (
  org_id uuid not null references org,
  id uuid not null,
  account_id uuid not null,
  body text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  constraint account_note_pk primary key (org_id, id),
  constraint account_note_account_fk foreign key (org_id, account_id) references account (org_id, id)
);
create index account_note_by_account on account_note (org_id, account_id, written_at desc);
select protect('account_note', 'select, insert');

create table account_file (
  org_id uuid not null references org,
  account_id uuid not null,
  file_id uuid not null,
  attached_by uuid not null,
  attached_at timestamptz not null,
  constraint account_file_pk primary key (org_id, account_id, file_id),
  constraint account_file_account_fk foreign key (org_id, account_id) references account (org_id, id),
  constraint account_file_file_fk foreign key (org_id, file_id) references file (org_id, id)
);
select protect('account_file', 'select, insert, delete');

create table brand (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  name_key text not null,
  constraint brand_pk primary key (org_id, id),
  constraint brand_name_unique unique (org_id, name_key)
);
select protect('brand');

create table category (
  org_id uuid not null references org,
  id uuid not null,
  parent_id uuid,
  name text not null,
  path text not null,
  path_key text not null,
  -- null: as the parent's.
  min_margin_bp integer,
  version integer not null default 1,
  constraint category_pk primary key (org_id, id),
  constraint category_path_unique unique (org_id, path_key),
  constraint category_parent_fk foreign key (org_id, parent_id) references category (org_id, id),
  constraint category_margin_sane check (min_margin_bp between 0 and 100000)
);
select protect('category');

create table product (
  org_id uuid not null references org,
  id uuid not null,
  code text not null,
  code_key text not null,
  name text not null,
  name_key text not null,
  brand_id uuid,
  category_id uuid,
  okei_code text not null default '796',
  unit text not null default 'шт',
  pack_milli bigint not null default 1000,
  vat_class text not null default 'standard',
  country_code text not null default '',
  declaration text not null default '',
  cost_e4 bigint,
  min_price_e4 bigint,
  life_state text not null default 'active',
  external_id text,
  search_text text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint product_pk primary key (org_id, id),
  constraint product_code_unique unique (org_id, code_key),
  constraint product_external_unique unique (org_id, external_id),
  constraint product_brand_fk foreign key (org_id, brand_id) references brand (org_id, id),
  constraint product_category_fk foreign key (org_id, category_id) references category (org_id, id),
  constraint product_vat_known check (vat_class in ('standard', 'reduced', 'zero', 'exempt')),
  constraint product_life_known check (life_state in ('new', 'active', 'phase_out', 'discontinued', 'blocked')),
  constraint product_pack_positive check (pack_milli > 0),
  constraint product_cost_not_negative check (cost_e4 >= 0 and min_price_e4 >= 0)
);
create index product_by_name on product (org_id, name collate ru_name, id);
create index product_by_category on product (org_id, category_id);
create index product_by_brand on product (org_id, brand_id);
-- Byte order, so that what begins with the typed text is one range whatever the database's collation.
create index product_by_code_prefix on product (org_id, code_key text_pattern_ops);
create index product_by_name_prefix on product (org_id, name_key text_pattern_ops);
create index product_search on product using gin (org_id, search_text gin_trgm_ops);
select protect('product');

create table product_barcode (
  org_id uuid not null references org,
  barcode text not null,
  product_id uuid not null,
  constraint product_barcode_pk primary key (org_id, barcode),
  constraint product_barcode_product_fk foreign key (org_id, product_id) references product (org_id, id)
);
create index product_barcode_by_product on product_barcode (org_id, product_id);
select protect('product_barcode');
