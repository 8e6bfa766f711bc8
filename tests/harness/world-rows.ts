/** The named fixtures that every test knows: two orgs that must never see each other, their people, clients and goods. */
import pg from 'pg';
import { standardRoles } from '#modules/access/standard-roles.ts';

/** A fixed id: `kind` is the sixth group's first digit, `n` its number. Valid UUIDv7 by shape. */
export const fixedId = (kind: number, n: number): string =>
  `01900000-0000-7000-8000-${kind.toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`;

const kinds = {
  org: 1,
  role: 2,
  person: 3,
  department: 4,
  entity: 5,
  account: 6,
  brand: 7,
  category: 8,
  product: 9,
  column: 10,
  warehouse: 11,
  bank: 12,
  group: 13,
  policy: 14,
  limit: 15,
  authority: 16,
};

/** Ids of the main org's fixtures, by name. */
export const ids = {
  org: fixedId(kinds.org, 1),
  otherOrg: fixedId(kinds.org, 2),
  role: Object.fromEntries(standardRoles.map((role, at) => [role.key, fixedId(kinds.role, at + 1)])) as Record<
    string,
    string
  >,
  otherRole: fixedId(kinds.role, 101),
  person: {
    admin: fixedId(kinds.person, 1),
    director: fixedId(kinds.person, 2),
    vera: fixedId(kinds.person, 3),
    anna: fixedId(kinds.person, 4),
    boris: fixedId(kinds.person, 5),
    sonya: fixedId(kinds.person, 6),
    fyodor: fixedId(kinds.person, 7),
    stranger: fixedId(kinds.person, 101),
  },
  department: { sales: fixedId(kinds.department, 1) },
  entity: { main: fixedId(kinds.entity, 1), simplified: fixedId(kinds.entity, 2), other: fixedId(kinds.entity, 101) },
  group: { flowers: fixedId(kinds.group, 1) },
  account: {
    /** Anna's; company in the group `flowers`, 30 calendar days, limit 500 000.00, column Опт. */
    romashka: fixedId(kinds.account, 1),
    /** Anna's; same group, prepayment only. */
    lutik: fixedId(kinds.account, 2),
    /** Boris's; 14 banking days, own limit 100 000.00, column Дилер with 5 % off. */
    vasilek: fixedId(kinds.account, 3),
    /** Nobody's. */
    orphan: fixedId(kinds.account, 4),
    other: fixedId(kinds.account, 101),
  },
  brand: { volt: fixedId(kinds.brand, 1), zvuk: fixedId(kinds.brand, 2) },
  category: {
    electronics: fixedId(kinds.category, 1),
    power: fixedId(kinds.category, 2),
    audio: fixedId(kinds.category, 3),
    books: fixedId(kinds.category, 4),
  },
  product: {
    /** 22 %, Опт 1 200.00, Дилер 1 000.00, cost 800.00, minimum 900.00, 100 on hand. */
    powerbank: fixedId(kinds.product, 1),
    /** 22 %, Опт 3 500.00, Дилер 3 000.00, cost 2 500.00, 10 on hand, 50 expected. */
    headphones: fixedId(kinds.product, 2),
    /** 10 % (a book), Опт 450.00, Дилер 400.00, cost 300.00, 1 000 on hand. */
    book: fixedId(kinds.product, 3),
    /** 22 %, Опт 100.00, cost 60.00, none on hand, none expected. */
    cable: fixedId(kinds.product, 4),
    /** Discontinued. */
    cassette: fixedId(kinds.product, 5),
    other: fixedId(kinds.product, 101),
  },
  column: { retail: fixedId(kinds.column, 1), wholesale: fixedId(kinds.column, 2), dealer: fixedId(kinds.column, 3) },
  warehouse: {
    main: fixedId(kinds.warehouse, 1),
    second: fixedId(kinds.warehouse, 2),
    other: fixedId(kinds.warehouse, 101),
  },
} as const;

const at = '2026-01-12T06:00:00Z';
type Row = Record<string, unknown>;

/** Writes the fixtures into a migrated database, as its owner. */
export async function fillWorld(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const put = async (table: string, rows: readonly Row[]): Promise<void> => {
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map((_name, place) => `$${place + 1}`);
      await client.query(
        `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
        Object.values(row),
      );
    }
  };
  await client.query('begin');
  await fillOrgs(put);
  await fillAccounts(put);
  await fillGoods(put);
  await fillPolicies(put);
  await client.query('commit');
  await client.end();
}

type Put = (table: string, rows: readonly Row[]) => Promise<void>;

async function fillOrgs(put: Put): Promise<void> {
  const { org, otherOrg } = ids;
  await put('org', [
    { org_id: org, name: 'Камертон Трейд', created_at: at },
    { org_id: otherOrg, name: 'Чужая фирма', created_at: at },
  ]);
  await put('directory_org', [
    { org_id: org, name: 'Камертон Трейд' },
    { org_id: otherOrg, name: 'Чужая фирма' },
  ]);
  await put(
    'role',
    standardRoles.map((role) => ({
      org_id: org,
      id: ids.role[role.key],
      name: role.name.ru,
      permissions: role.permissions,
      visibility: role.visibility,
      sees_cost: role.seesCost,
      may_export: role.mayExport,
    })),
  );
  const all = standardRoles[0];
  await put('role', [
    {
      org_id: otherOrg,
      id: ids.otherRole,
      name: 'Администратор',
      permissions: all?.permissions,
      visibility: 'all',
      sees_cost: true,
      may_export: true,
    },
  ]);
  await put('department', [{ org_id: org, id: ids.department.sales, name: 'Отдел продаж' }]);
  const person = (key: keyof typeof ids.person, name: string, role: string): Row => ({
    org_id: org,
    id: ids.person[key],
    email: `${key}@kamerton.example`,
    name,
    role_id: ids.role[role],
    department_id: role === 'kam' || role === 'head' ? ids.department.sales : null,
    created_at: at,
  });
  await put('person', [
    person('admin', 'Админ Андрей', 'admin'),
    person('director', 'Дарья Директор', 'director'),
    person('vera', 'Вера Головина', 'head'),
    person('anna', 'Анна Клюева', 'kam'),
    person('boris', 'Борис Ключников', 'kam'),
    person('sonya', 'Соня Опорина', 'support'),
    person('fyodor', 'Фёдор Финансов', 'finance'),
    {
      org_id: otherOrg,
      id: ids.person.stranger,
      email: 'stranger@other.example',
      name: 'Чужой',
      role_id: ids.otherRole,
      created_at: at,
    },
  ]);
  await put('legal_entity', [
    {
      org_id: org,
      id: ids.entity.main,
      name: 'ООО «Камертон Трейд»',
      full_name: 'Общество с ограниченной ответственностью «Камертон Трейд»',
      inn: '7700000016',
      kpp: '770001001',
      ogrn: '1027700132195',
      address: '101000, г. Москва, ул. Мясницкая, д. 1',
      number_prefix: 'КТ',
      head_name: 'Петров П. П.',
      accountant_name: 'Сидорова С. С.',
      is_default: true,
    },
    {
      org_id: org,
      id: ids.entity.simplified,
      name: 'ООО «Камертон Сервис»',
      full_name: 'ООО «Камертон Сервис»',
      inn: '7700000023',
      kpp: '770001001',
      vat_regime: 'usn5',
      number_prefix: 'КС',
      head_name: 'Петров П. П.',
    },
    {
      org_id: otherOrg,
      id: ids.entity.other,
      name: 'ООО «Чужая фирма»',
      full_name: 'ООО «Чужая фирма»',
      inn: '7707083893',
      kpp: '770701001',
      is_default: true,
    },
  ]);
  await put('legal_entity_bank', [
    {
      org_id: org,
      id: fixedId(kinds.bank, 1),
      legal_entity_id: ids.entity.main,
      account_number: '40702810938000000001',
      bik: '044525225',
      bank_name: 'ПАО Сбербанк',
      correspondent_account: '30101810400000000225',
      is_default: true,
    },
  ]);
}

async function fillAccounts(put: Put): Promise<void> {
  const { org, otherOrg, account } = ids;
  await put('account_group', [{ org_id: org, id: ids.group.flowers, name: 'Холдинг «Цветы»', name_key: 'цветы' }]);
  const row = (id: string, code: string, name: string, more: Row): Row => ({
    org_id: org,
    id,
    code,
    name,
    name_key: name.toLowerCase().replace(/ооо |[«»]/g, ''),
    status: 'active',
    search_text: `${name} ${code} ${String(more['inn'] ?? '')}`.toLowerCase(),
    created_at: at,
    updated_at: at,
    ...more,
  });
  await put('account', [
    row(account.romashka, 'A-001', 'ООО «Ромашка»', {
      inn: '7736050003',
      kpp: '773601001',
      group_id: ids.group.flowers,
      manager_id: ids.person.anna,
      is_key: true,
      legal_address: '117312, г. Москва, ул. Вавилова, д. 19',
    }),
    row(account.lutik, 'A-002', 'ООО «Лютик»', {
      inn: '7827004526',
      kpp: '782701001',
      group_id: ids.group.flowers,
      manager_id: ids.person.anna,
    }),
    row(account.vasilek, 'A-003', 'ИП Васильков В. В.', {
      kind: 'sole_proprietor',
      inn: '500100732259',
      manager_id: ids.person.boris,
    }),
    row(account.orphan, 'A-004', 'ООО «Ничей»', {}),
    {
      org_id: otherOrg,
      id: account.other,
      code: 'A-001',
      name: 'ООО «Чужой клиент»',
      name_key: 'чужой клиент',
      search_text: 'ооо «чужой клиент»',
      created_at: at,
      updated_at: at,
    },
  ]);
  await put(
    'account_credit',
    [account.romashka, account.lutik, account.vasilek, account.orphan].map((id) => ({ org_id: org, account_id: id })),
  );
  await put('account_credit', [{ org_id: otherOrg, account_id: account.other }]);
}

async function fillGoods(put: Put): Promise<void> {
  const { org, otherOrg, category, product, column, warehouse } = ids;
  await put('brand', [
    { org_id: org, id: ids.brand.volt, name: 'Вольт', name_key: 'вольт' },
    { org_id: org, id: ids.brand.zvuk, name: 'Звук', name_key: 'звук' },
  ]);
  await put('category', [
    { org_id: org, id: category.electronics, name: 'Электроника', path: 'Электроника', path_key: 'электроника' },
    {
      org_id: org,
      id: category.power,
      parent_id: category.electronics,
      name: 'Питание',
      path: 'Электроника / Питание',
      path_key: 'электроника/питание',
      min_margin_bp: 500,
    },
    {
      org_id: org,
      id: category.audio,
      parent_id: category.electronics,
      name: 'Аудио',
      path: 'Электроника / Аудио',
      path_key: 'электроника/аудио',
      min_margin_bp: 500,
    },
    { org_id: org, id: category.books, name: 'Книги', path: 'Книги', path_key: 'книги' },
  ]);
  const goods = (id: string, code: string, name: string, more: Row): Row => ({
    org_id: org,
    id,
    code,
    code_key: code.toLowerCase(),
    name,
    name_key: name.toLowerCase(),
    search_text: `${code} ${name}`.toLowerCase(),
    created_at: at,
    updated_at: at,
    ...more,
  });
  await put('product', [
    goods(product.powerbank, 'PB-10', 'Аккумулятор внешний 10 000 мА·ч', {
      brand_id: ids.brand.volt,
      category_id: category.power,
      cost_e4: '8000000',
      min_price_e4: '9000000',
    }),
    goods(product.headphones, 'HP-20', 'Наушники беспроводные', {
      brand_id: ids.brand.zvuk,
      category_id: category.audio,
      cost_e4: '25000000',
      pack_milli: 5000,
    }),
    goods(product.book, 'BK-30', 'Справочник мастера', {
      category_id: category.books,
      cost_e4: '3000000',
      vat_class: 'reduced',
    }),
    goods(product.cable, 'CB-40', 'Кабель USB-C', {
      brand_id: ids.brand.volt,
      category_id: category.power,
      cost_e4: '600000',
    }),
    goods(product.cassette, 'CS-50', 'Кассета', {
      brand_id: ids.brand.zvuk,
      category_id: category.audio,
      cost_e4: '100000',
      life_state: 'discontinued',
    }),
    {
      org_id: otherOrg,
      id: product.other,
      code: 'PB-10',
      code_key: 'pb-10',
      name: 'Чужой товар',
      name_key: 'чужой товар',
      search_text: 'pb-10 чужой товар',
      created_at: at,
      updated_at: at,
    },
  ]);
  await put('product_barcode', [{ org_id: org, barcode: '4607012345678', product_id: product.powerbank }]);
  await put('price_column', [
    { org_id: org, id: column.retail, name: 'РРЦ', name_key: 'ррц', position: 1 },
    { org_id: org, id: column.wholesale, name: 'Опт', name_key: 'опт', position: 2, is_default: true },
    { org_id: org, id: column.dealer, name: 'Дилер', name_key: 'дилер', position: 3 },
  ]);
  const price = (productId: string, retail: string, wholesale: string, dealer: string): Row[] =>
    [
      [column.retail, retail],
      [column.wholesale, wholesale],
      [column.dealer, dealer],
    ].map(([columnId, value]) => ({
      org_id: org,
      product_id: productId,
      column_id: columnId,
      valid_from: '2026-01-01',
      price_e4: value,
    }));
  await put('price', [
    ...price(product.powerbank, '15000000', '12000000', '10000000'),
    ...price(product.headphones, '45000000', '35000000', '30000000'),
    ...price(product.book, '5000000', '4500000', '4000000'),
    ...price(product.cable, '1500000', '1000000', '900000'),
    ...price(product.cassette, '200000', '150000', '120000'),
  ]);
  await put('warehouse', [
    { org_id: org, id: warehouse.main, code: 'MAIN', name: 'Основной склад', is_default: true },
    { org_id: org, id: warehouse.second, code: 'SPB', name: 'Склад СПб' },
    { org_id: otherOrg, id: warehouse.other, code: 'MAIN', name: 'Чужой склад', is_default: true },
  ]);
  const stock = (productId: string, onHand: string): Row => ({
    org_id: org,
    product_id: productId,
    warehouse_id: warehouse.main,
    on_hand_milli: onHand,
  });
  await put('stock', [
    stock(product.powerbank, '100000'),
    stock(product.headphones, '10000'),
    stock(product.book, '1000000'),
    stock(product.cassette, '5000'),
  ]);
  const movement = (n: number, productId: string, quantity: string): Row => ({
    org_id: org,
    id: fixedId(17, n),
    product_id: productId,
    warehouse_id: warehouse.main,
    kind: 'opening',
    quantity_milli: quantity,
    moved_on: '2026-01-01',
    recorded_at: at,
  });
  await put('stock_movement', [
    movement(1, product.powerbank, '100000'),
    movement(2, product.headphones, '10000'),
    movement(3, product.book, '1000000'),
    movement(4, product.cassette, '5000'),
  ]);
  await put('arrival', [
    {
      org_id: org,
      id: fixedId(18, 1),
      product_id: product.headphones,
      warehouse_id: warehouse.main,
      quantity_milli: '50000',
      expected_on: '2026-12-10',
      reference: 'ПОСТ-1',
    },
  ]);
}

async function fillPolicies(put: Put): Promise<void> {
  const { org, account, role } = ids;
  await put('account_terms', [
    {
      org_id: org,
      account_id: account.romashka,
      column_id: ids.column.wholesale,
      legal_entity_id: ids.entity.main,
      deferral_days: 30,
      deferral_kind: 'calendar',
    },
    {
      org_id: org,
      account_id: account.vasilek,
      column_id: ids.column.dealer,
      deferral_days: 14,
      deferral_kind: 'banking',
      discount_bp: 500,
    },
  ]);
  await put('credit_limit', [
    {
      org_id: org,
      id: fixedId(kinds.limit, 1),
      account_id: account.romashka,
      limit_minor: '50000000',
      valid_from: '2026-01-01',
      set_at: at,
    },
    {
      org_id: org,
      id: fixedId(kinds.limit, 2),
      account_id: account.vasilek,
      limit_minor: '10000000',
      valid_from: '2026-01-01',
      set_at: at,
    },
  ]);
  await put('discount_authority', [
    { org_id: org, id: fixedId(kinds.authority, 1), role_id: role['kam'], max_bp: 500 },
    { org_id: org, id: fixedId(kinds.authority, 2), role_id: role['head'], max_bp: 1500 },
    { org_id: org, id: fixedId(kinds.authority, 3), role_id: role['director'], max_bp: 5000 },
  ]);
  const policy = (n: number, kind: string, who: string, more: Row): Row => ({
    org_id: org,
    id: fixedId(kinds.policy, n),
    kind,
    role_id: role[who],
    ...more,
  });
  await put('approval_policy', [
    policy(1, 'credit', 'finance', { max_minor: '100000000', escalates_to: role['director'] }),
    policy(2, 'credit', 'head', { max_minor: '50000000', escalates_to: role['finance'] }),
    policy(3, 'credit', 'director', {}),
    policy(4, 'discount', 'head', { max_bp: 1500, escalates_to: role['director'] }),
    policy(5, 'discount', 'director', {}),
    policy(6, 'floor', 'head', { max_bp: 1000, escalates_to: role['director'] }),
    policy(7, 'floor', 'director', {}),
  ]);
}
