/** Made from the migrated schema by tools/dump-schema.ts; do not edit. */
import type { ColumnType, Generated } from 'kysely';

/** Digits: a bigint or numeric as text, so that no sum passes through a float. */
type Digits = ColumnType<string, string | bigint | number, string | bigint | number>;
type Json = ColumnType<unknown, string, string>;

export type AccountTable = {
  org_id: string;
  id: string;
  code: string;
  name: string;
  name_key: string;
  full_name: Generated<string>;
  kind: Generated<string>;
  inn: Generated<string>;
  kpp: Generated<string>;
  ogrn: Generated<string>;
  group_id: string | null;
  roles: Generated<string[]>;
  tier: Generated<string>;
  status: Generated<string>;
  is_key: Generated<boolean>;
  manager_id: string | null;
  legal_address: Generated<string>;
  actual_address: Generated<string>;
  phone: Generated<string>;
  email: Generated<string>;
  website: Generated<string>;
  country: Generated<string>;
  segment: Generated<string>;
  next_step: Generated<string>;
  next_step_on: string | null;
  last_shipped_on: string | null;
  shipping_since: string | null;
  block_reason: Generated<string>;
  external_id: string | null;
  search_text: Generated<string>;
  archived: Generated<boolean>;
  version: Generated<number>;
  created_at: string;
  updated_at: string;
};

export type AccountBankTable = {
  org_id: string;
  id: string;
  account_id: string;
  account_number: string;
  bik: string;
  bank_name: Generated<string>;
};

export type AccountCreditTable = {
  org_id: string;
  account_id: string;
  receivable_minor: Generated<Digits>;
  advance_minor: Generated<Digits>;
  unbilled_minor: Generated<Digits>;
  confirmed_minor: Generated<Digits>;
  stopped: Generated<boolean>;
  stop_reason: Generated<string>;
};

export type AccountFileTable = {
  org_id: string;
  account_id: string;
  file_id: string;
  attached_by: string;
  attached_at: string;
};

export type AccountGroupTable = {
  org_id: string;
  id: string;
  name: string;
  name_key: string;
  version: Generated<number>;
};

export type AccountManagerTable = {
  org_id: string;
  id: string;
  account_id: string;
  manager_id: string | null;
  since: string;
  until: string | null;
  changed_by: string | null;
  reason: Generated<string>;
};

export type AccountNoteTable = {
  org_id: string;
  id: string;
  account_id: string;
  body: string;
  written_by: string;
  written_at: string;
};

export type AccountTermsTable = {
  org_id: string;
  account_id: string;
  column_id: string | null;
  legal_entity_id: string | null;
  deferral_days: Generated<number>;
  deferral_kind: Generated<string>;
  discount_bp: Generated<number>;
  min_order_minor: Generated<Digits>;
  version: Generated<number>;
};

export type AllocationTable = {
  org_id: string;
  id: string;
  payment_id: string;
  receivable_id: string;
  amount_minor: Digits;
  effective_on: string;
  recorded_at: string;
  recorded_by: string | null;
  reason: Generated<string>;
};

export type ApprovalTable = {
  org_id: string;
  id: string;
  kind: string;
  subject_type: string;
  subject_id: string;
  subject_version: number;
  account_id: string;
  state: string;
  amount_minor: Generated<Digits>;
  discount_bp: Generated<number>;
  facts: Json;
  request_note: Generated<string>;
  requested_by: string;
  requested_at: string;
  role_id: string | null;
  deadline: string;
  escalated_at: string | null;
  decided_by: string | null;
  acted_for: string | null;
  decided_at: string | null;
  decision_note: Generated<string>;
  changes: Json | null;
  version: Generated<number>;
};

export type ApprovalPolicyTable = {
  org_id: string;
  id: string;
  kind: string;
  role_id: string;
  max_minor: Digits | null;
  max_bp: number | null;
  escalates_to: string | null;
  hours_to_decide: Generated<number>;
};

export type ArrivalTable = {
  org_id: string;
  id: string;
  product_id: string;
  warehouse_id: string;
  quantity_milli: Digits;
  received_milli: Generated<Digits>;
  expected_on: string;
  reference: Generated<string>;
  closed: Generated<boolean>;
};

export type BrandTable = {
  org_id: string;
  id: string;
  name: string;
  name_key: string;
};

export type CategoryTable = {
  org_id: string;
  id: string;
  parent_id: string | null;
  name: string;
  path: string;
  path_key: string;
  min_margin_bp: number | null;
  version: Generated<number>;
};

export type CollectionCallTable = {
  org_id: string;
  id: string;
  account_id: string;
  called_on: string;
  called_at: string;
  called_by: string;
  result: string;
  promised_on: string | null;
  amount_minor: Digits | null;
  note: Generated<string>;
};

export type CommandKeyTable = {
  org_id: string;
  key: string;
  command: string;
  input_hash: string;
  person_id: string;
  created_at: string;
  answer: Json | null;
  replays: Generated<number>;
};

export type ContactTable = {
  org_id: string;
  id: string;
  account_id: string;
  name: string;
  post: Generated<string>;
  buying_role: Generated<string>;
  attitude: Generated<string>;
  phone: Generated<string>;
  phone_key: Generated<string>;
  email: Generated<string>;
  note: Generated<string>;
  reports_to: string | null;
  archived: Generated<boolean>;
  version: Generated<number>;
};

export type CreditLimitTable = {
  org_id: string;
  id: string;
  account_id: string | null;
  group_id: string | null;
  limit_minor: Digits;
  valid_from: string;
  valid_to: string | null;
  reason: Generated<string>;
  set_by: string | null;
  set_at: string;
};

export type CreditReleaseTable = {
  org_id: string;
  id: string;
  account_id: string;
  order_id: string | null;
  max_minor: Digits;
  valid_until: string;
  reason: string;
  approval_id: string | null;
  given_by: string;
  given_at: string;
};

export type DepartmentTable = {
  org_id: string;
  id: string;
  name: string;
  parent_id: string | null;
  head_id: string | null;
  version: Generated<number>;
};

export type DirectoryLoginTable = {
  email_key: string;
  org_id: string;
  person_id: string;
};

export type DirectoryOrgTable = {
  org_id: string;
  name: string;
};

export type DiscountAuthorityTable = {
  org_id: string;
  id: string;
  role_id: string;
  category_id: string | null;
  max_bp: number;
};

export type DocumentTable = {
  org_id: string;
  id: string;
  kind: string;
  series: string;
  year: number;
  number: number;
  number_text: string;
  number_key: string;
  dated_on: string;
  account_id: string;
  legal_entity_id: string;
  order_id: string | null;
  shipment_id: string | null;
  total_minor: Digits;
  vat_minor: Digits;
  snapshot: Json;
  file_id: string | null;
  created_by: string | null;
  created_at: string;
};

export type EventTable = {
  org_id: string;
  id: string;
  seq: Generated<Digits>;
  at: string;
  name: string;
  actor_id: string | null;
  acted_for: string | null;
  subject_type: string;
  subject_id: string;
  account_id: string | null;
  payload: Json;
  request_id: string;
};

export type EventSealTable = {
  org_id: string;
  position: Digits;
  event_id: string;
  hash: string;
};

export type FileTable = {
  org_id: string;
  id: string;
  sha256: string;
  size_bytes: Digits;
  name: string;
  media_type: string;
  created_by: string | null;
  created_at: string;
};

export type ImportMappingTable = {
  org_id: string;
  kind: string;
  name: string;
  columns: Json;
};

export type ImportRunTable = {
  org_id: string;
  id: string;
  kind: string;
  file_id: string;
  file_name: string;
  state: string;
  dry_run: Generated<boolean>;
  mapping: Json;
  rows_read: Generated<Digits>;
  created_count: Generated<Digits>;
  updated_count: Generated<Digits>;
  unchanged_count: Generated<Digits>;
  rejected_count: Generated<Digits>;
  warning_count: Generated<Digits>;
  summary: Generated<Json>;
  error_file_id: string | null;
  next_row: Generated<Digits>;
  total_rows: Digits | null;
  started_by: string | null;
  started_at: string;
  beat_at: string | null;
  finished_at: string | null;
};

export type InvitationTable = {
  org_id: string;
  id: string;
  token_hash: Buffer;
  person_id: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
};

export type LedgerEntryTable = {
  org_id: string;
  id: string;
  account_id: string;
  legal_entity_id: string | null;
  kind: string;
  amount_minor: Digits;
  effective_on: string;
  recorded_at: string;
  source_id: string;
  note: Generated<string>;
};

export type LegalEntityTable = {
  org_id: string;
  id: string;
  name: string;
  full_name: string;
  inn: string;
  kpp: Generated<string>;
  ogrn: Generated<string>;
  address: Generated<string>;
  vat_regime: Generated<string>;
  number_prefix: Generated<string>;
  head_post: Generated<string>;
  head_name: Generated<string>;
  accountant_name: Generated<string>;
  is_default: Generated<boolean>;
  version: Generated<number>;
};

export type LegalEntityBankTable = {
  org_id: string;
  id: string;
  legal_entity_id: string;
  account_number: string;
  bik: string;
  bank_name: string;
  correspondent_account: Generated<string>;
  is_default: Generated<boolean>;
};

export type NumberSeriesTable = {
  org_id: string;
  series: string;
  year: number;
  last: number;
};

export type OrderLineTable = {
  org_id: string;
  order_id: string;
  id: string;
  position: number;
  product_id: string;
  quantity_milli: Digits;
  base_price_e4: Digits;
  manual_bp: Generated<number>;
  price_e4: Digits;
  sum_minor: Digits;
  vat_bp: number | null;
  vat_minor: Digits;
  cost_e4: Digits | null;
  floor_e4: Digits | null;
  reserved_milli: Generated<Digits>;
  shipped_milli: Generated<Digits>;
  cancelled_milli: Generated<Digits>;
  expected_on: string | null;
  trace: Generated<Json>;
};

export type OrderQuestionTable = {
  org_id: string;
  id: string;
  order_id: string;
  asked_by: string;
  asked_at: string;
  question: string;
  answer: string | null;
  answered_by: string | null;
  answered_at: string | null;
};

export type OrgTable = {
  org_id: string;
  name: string;
  currency: Generated<string>;
  time_zone: Generated<string>;
  demo: Generated<boolean>;
  created_at: string;
};

export type PaymentTable = {
  org_id: string;
  id: string;
  account_id: string | null;
  legal_entity_id: string | null;
  direction: string;
  number: string;
  booked_on: string;
  amount_minor: Digits;
  unallocated_minor: Digits;
  payer_name: Generated<string>;
  payer_inn: Generated<string>;
  purpose: Generated<string>;
  statement_key: string | null;
  import_id: string | null;
  state: string;
  reasons: Generated<Json>;
  proposal: Generated<Json>;
  version: Generated<number>;
  recorded_at: string;
};

export type PersonTable = {
  org_id: string;
  id: string;
  email: string;
  name: string;
  post: Generated<string>;
  phone: Generated<string>;
  lang: Generated<string>;
  theme: Generated<string>;
  role_id: string;
  department_id: string | null;
  password_hash: string | null;
  active: Generated<boolean>;
  version: Generated<number>;
  created_at: string;
};

export type PriceTable = {
  org_id: string;
  product_id: string;
  column_id: string;
  valid_from: string;
  price_e4: Digits;
};

export type PriceChangeTable = {
  org_id: string;
  slot: string;
  count: Digits;
};

export type PriceColumnTable = {
  org_id: string;
  id: string;
  name: string;
  name_key: string;
  position: Generated<number>;
  is_default: Generated<boolean>;
};

export type ProductTable = {
  org_id: string;
  id: string;
  code: string;
  code_key: string;
  name: string;
  name_key: string;
  brand_id: string | null;
  category_id: string | null;
  okei_code: Generated<string>;
  unit: Generated<string>;
  pack_milli: Generated<Digits>;
  vat_class: Generated<string>;
  country_code: Generated<string>;
  declaration: Generated<string>;
  cost_e4: Digits | null;
  min_price_e4: Digits | null;
  life_state: Generated<string>;
  external_id: string | null;
  search_text: Generated<string>;
  version: Generated<number>;
  created_at: string;
  updated_at: string;
};

export type ProductBarcodeTable = {
  org_id: string;
  barcode: string;
  product_id: string;
};

export type QuantityBreakTable = {
  org_id: string;
  product_id: string;
  min_milli: Digits;
  discount_bp: number;
};

export type ReceivableTable = {
  org_id: string;
  id: string;
  account_id: string;
  legal_entity_id: string | null;
  shipment_id: string | null;
  document_id: string | null;
  order_id: string | null;
  document_number: string;
  number_key: string;
  document_date: string;
  due_on: string;
  amount_minor: Digits;
  open_minor: Digits;
  settled_on: string | null;
};

export type ReservationTable = {
  org_id: string;
  order_id: string;
  line_id: string;
  product_id: string;
  warehouse_id: string;
  quantity_milli: Digits;
  expires_at: string | null;
};

export type RoleTable = {
  org_id: string;
  id: string;
  name: string;
  permissions: string[];
  visibility: string;
  sees_cost: Generated<boolean>;
  may_export: Generated<boolean>;
  version: Generated<number>;
};

export type SalesLineTable = {
  org_id: string;
  id: string;
  source: string;
  invoice_no: string;
  line_no: number;
  sold_on: string;
  account_id: string;
  product_id: string;
  category_id: string | null;
  brand_id: string | null;
  manager_id: string | null;
  quantity_milli: Digits;
  price_e4: Digits;
  sum_minor: Digits;
  vat_minor: Generated<Digits>;
  cost_minor: Digits | null;
  reverses_id: string | null;
};

export type SalesMonthTable = {
  org_id: string;
  month: string;
  account_id: string;
  category_id: string | null;
  brand_id: string | null;
  manager_id: string | null;
  quantity_milli: Digits;
  sum_minor: Digits;
  vat_minor: Generated<Digits>;
  cost_minor: Digits;
  costed_minor: Generated<Digits>;
  line_count: number;
};

export type SalesOrderTable = {
  org_id: string;
  id: string;
  number: number;
  account_id: string;
  site_id: string | null;
  legal_entity_id: string;
  warehouse_id: string;
  manager_id: string | null;
  state: string;
  support_state: Generated<string>;
  support_id: string | null;
  handed_at: string | null;
  ordered_on: string;
  wanted_on: string | null;
  deferral_days: Generated<number>;
  deferral_kind: Generated<string>;
  prepaid: Generated<boolean>;
  line_count: Generated<number>;
  total_minor: Generated<Digits>;
  vat_minor: Generated<Digits>;
  cost_minor: Generated<Digits>;
  shipped_minor: Generated<Digits>;
  comment: Generated<string>;
  client_number: Generated<string>;
  source: Generated<string>;
  copied_from: string | null;
  cancel_reason: Generated<string>;
  holds: Generated<Json>;
  reserve_until: string | null;
  version: Generated<number>;
  created_by: string | null;
  created_at: string;
  updated_at: string;
  submitted_at: string | null;
  confirmed_at: string | null;
  priced_on: string | null;
  price_changes: Digits | null;
};

export type SavedViewTable = {
  org_id: string;
  id: string;
  person_id: string;
  list: string;
  name: string;
  query: string;
};

export type SchemaMigrationTable = {
  name: string;
  hash: string;
  applied_at: Generated<string>;
};

export type SessionTable = {
  org_id: string;
  token_hash: Buffer;
  id: string;
  person_id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  address: Generated<string>;
  agent: Generated<string>;
};

export type SettingTable = {
  org_id: string;
  key: string;
  value: Json;
};

export type ShipmentTable = {
  org_id: string;
  id: string;
  number: number;
  order_id: string;
  account_id: string;
  legal_entity_id: string;
  warehouse_id: string;
  state: string;
  shipped_on: string;
  due_on: string;
  carrier: Generated<string>;
  tracking: Generated<string>;
  delivered_on: string | null;
  received_by: Generated<string>;
  total_minor: Digits;
  vat_minor: Digits;
  cost_minor: Digits;
  billed: Generated<boolean>;
  version: Generated<number>;
  created_by: string | null;
  created_at: string;
};

export type ShipmentLineTable = {
  org_id: string;
  shipment_id: string;
  line_id: string;
  position: number;
  order_id: string;
  product_id: string;
  quantity_milli: Digits;
  price_e4: Digits;
  sum_minor: Digits;
  vat_bp: number | null;
  vat_minor: Digits;
  cost_minor: Digits;
};

export type SignInAttemptTable = {
  attempt_key: string;
  failures: number;
  last_at: string;
  blocked_until: string | null;
};

export type SiteTable = {
  org_id: string;
  id: string;
  account_id: string;
  name: string;
  address: string;
  note: Generated<string>;
  archived: Generated<boolean>;
  version: Generated<number>;
};

export type StockTable = {
  org_id: string;
  product_id: string;
  warehouse_id: string;
  on_hand_milli: Generated<Digits>;
  reserved_milli: Generated<Digits>;
};

export type StockMovementTable = {
  org_id: string;
  id: string;
  product_id: string;
  warehouse_id: string;
  kind: string;
  quantity_milli: Digits;
  source_id: string | null;
  note: Generated<string>;
  moved_on: string;
  recorded_at: string;
  recorded_by: string | null;
};

export type TermsDiscountTable = {
  org_id: string;
  id: string;
  account_id: string;
  brand_id: string | null;
  category_id: string | null;
  discount_bp: number;
  valid_from: string;
  valid_to: string | null;
};

export type TermsPriceTable = {
  org_id: string;
  account_id: string;
  product_id: string;
  valid_from: string;
  valid_to: string | null;
  price_e4: Digits;
};

export type WarehouseTable = {
  org_id: string;
  id: string;
  code: string;
  name: string;
  address: Generated<string>;
  is_default: Generated<boolean>;
  version: Generated<number>;
};

export type Database = {
  account: AccountTable;
  account_bank: AccountBankTable;
  account_credit: AccountCreditTable;
  account_file: AccountFileTable;
  account_group: AccountGroupTable;
  account_manager: AccountManagerTable;
  account_note: AccountNoteTable;
  account_terms: AccountTermsTable;
  allocation: AllocationTable;
  approval: ApprovalTable;
  approval_policy: ApprovalPolicyTable;
  arrival: ArrivalTable;
  brand: BrandTable;
  category: CategoryTable;
  collection_call: CollectionCallTable;
  command_key: CommandKeyTable;
  contact: ContactTable;
  credit_limit: CreditLimitTable;
  credit_release: CreditReleaseTable;
  department: DepartmentTable;
  directory_login: DirectoryLoginTable;
  directory_org: DirectoryOrgTable;
  discount_authority: DiscountAuthorityTable;
  document: DocumentTable;
  event: EventTable;
  event_seal: EventSealTable;
  file: FileTable;
  import_mapping: ImportMappingTable;
  import_run: ImportRunTable;
  invitation: InvitationTable;
  ledger_entry: LedgerEntryTable;
  legal_entity: LegalEntityTable;
  legal_entity_bank: LegalEntityBankTable;
  number_series: NumberSeriesTable;
  order_line: OrderLineTable;
  order_question: OrderQuestionTable;
  org: OrgTable;
  payment: PaymentTable;
  person: PersonTable;
  price: PriceTable;
  price_change: PriceChangeTable;
  price_column: PriceColumnTable;
  product: ProductTable;
  product_barcode: ProductBarcodeTable;
  quantity_break: QuantityBreakTable;
  receivable: ReceivableTable;
  reservation: ReservationTable;
  role: RoleTable;
  sales_line: SalesLineTable;
  sales_month: SalesMonthTable;
  sales_order: SalesOrderTable;
  saved_view: SavedViewTable;
  schema_migration: SchemaMigrationTable;
  session: SessionTable;
  setting: SettingTable;
  shipment: ShipmentTable;
  shipment_line: ShipmentLineTable;
  sign_in_attempt: SignInAttemptTable;
  site: SiteTable;
  stock: StockTable;
  stock_movement: StockMovementTable;
  terms_discount: TermsDiscountTable;
  terms_price: TermsPriceTable;
  warehouse: WarehouseTable;
};
