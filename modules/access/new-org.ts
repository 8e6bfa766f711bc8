/** Making an organisation: for the first run, the command line and the demo company. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { constraintOf, type Db, type Tx, writeOrg } from '#platform/database.ts';
import { passwordProblem } from './contract-password.ts';
import { emailKey } from './model.ts';
import { hashPassword } from './password.ts';
import { type StandardRole, standardRoles } from './standard-roles.ts';

export type NewOrg = {
  readonly orgName: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly lang: 'ru' | 'en';
  readonly demo?: boolean;
  /** Refuse when the program already has an organisation: two first runs at once make one. */
  readonly onlyFirst?: boolean;
};

export type RoleKey = StandardRole['key'];

/** Ids of what a new organisation begins with. */
export type MadeOrg = {
  readonly orgId: string;
  readonly personId: string;
  readonly roles: Readonly<Record<RoleKey, string>>;
  readonly departments: Readonly<Record<'sales' | 'support' | 'finance', string>>;
  readonly warehouseId: string;
  readonly priceColumnId: string;
};

const emailShape = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/;
const names = {
  ru: {
    sales: 'Отдел продаж',
    support: 'Отдел сопровождения',
    finance: 'Финансовый отдел',
    warehouse: 'Основной склад',
    column: 'Опт',
  },
  en: {
    sales: 'Sales',
    support: 'Sales support',
    finance: 'Finance',
    warehouse: 'Main warehouse',
    column: 'Wholesale',
  },
};

/**
 * Makes an organisation with the standard roles, three departments, default discount authorities and approval
 * policies, a warehouse, a price column and its administrator. Refuses a weak password (`access.password_*`), an
 * e-mail that is not one (`access.bad_email`) or is taken (`access.email_taken`), an empty name (`access.no_name`),
 * and with `onlyFirst` a program that is not empty (`access.already_begun`).
 */
export async function createOrg(db: Db, input: NewOrg, now: Date): Promise<Result<MadeOrg>> {
  if (input.orgName.trim() === '' || input.name.trim() === '') return refuse('access.no_name');
  if (!emailShape.test(input.email.trim())) return refuse('access.bad_email');
  const weak = passwordProblem(input.password, input);
  if (weak !== null) return refuse(weak);
  const passwordHash = await hashPassword(input.password);
  const made = newIds();
  try {
    return await writeOrg<Result<MadeOrg>>(db, made.orgId, {
      keep: (answer) => answer.ok,
      work: async (tx) => {
        if (input.onlyFirst === true && !(await lockFirst(tx))) return refuse('access.already_begun');
        await insertOrg(tx, { input, made, now: now.toISOString() });
        await insertRoles(tx, made, input.lang);
        await insertAdmin(tx, { input, made, passwordHash, now: now.toISOString() });
        await insertDefaults(tx, made, input.lang);
        await insertPolicies(tx, made);
        return ok(made);
      },
    });
  } catch (error) {
    if (constraintOf(error) === 'directory_login_pkey') return refuse('access.email_taken');
    throw error;
  }
}

/** Whether the program has no organisation yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql`select from directory_org limit 1`.execute(db.kysely);
  return rows.length === 0;
}

function newIds(): MadeOrg {
  const roles = Object.fromEntries(standardRoles.map((role) => [role.key, newId()])) as Record<RoleKey, string>;
  const departments = { sales: newId(), support: newId(), finance: newId() };
  return { orgId: newId(), personId: newId(), roles, departments, warehouseId: newId(), priceColumnId: newId() };
}

/** Locks the right to be the first, until the end of the transaction; false when somebody was. */
async function lockFirst(tx: Tx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('kamerton.first_org'))`.execute(tx);
  const { rows } = await sql`select from directory_org limit 1`.execute(tx);
  return rows.length === 0;
}

type Making = { readonly input: NewOrg; readonly made: MadeOrg; readonly now: string };

async function insertOrg(tx: Tx, { input, made, now }: Making): Promise<void> {
  const name = input.orgName.trim();
  await sql`insert into org (org_id, name, demo, created_at)
    values (${made.orgId}, ${name}, ${input.demo ?? false}, ${now})`.execute(tx);
  await sql`insert into directory_org (org_id, name) values (${made.orgId}, ${name})`.execute(tx);
}

async function insertRoles(tx: Tx, { orgId, roles }: MadeOrg, lang: 'ru' | 'en'): Promise<void> {
  for (const role of standardRoles) {
    await sql`insert into role (org_id, id, name, permissions, visibility, sees_cost, may_export)
      values (${orgId}, ${roles[role.key]}, ${role.name[lang]}, ${[...role.permissions]}::text[], ${role.visibility},
        ${role.seesCost}, ${role.mayExport})`.execute(tx);
  }
}

async function insertAdmin(tx: Tx, making: Making & { readonly passwordHash: string }): Promise<void> {
  const { input, made, now, passwordHash } = making;
  const email = input.email.trim();
  await sql`insert into person (org_id, id, email, name, lang, role_id, password_hash, created_at)
    values (${made.orgId}, ${made.personId}, ${email}, ${input.name.trim()}, ${input.lang}, ${made.roles.admin},
      ${passwordHash}, ${now})`.execute(tx);
  await sql`insert into directory_login (email_key, org_id, person_id)
    values (${emailKey(email)}, ${made.orgId}, ${made.personId})`.execute(tx);
  await sql`insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, payload, request_id)
    values (${made.orgId}, ${newId()}, ${now}, 'access.org_created', ${made.personId}, 'org', ${made.orgId},
      ${JSON.stringify({ name: input.orgName.trim() })}::jsonb, 'new-org')`.execute(tx);
}

async function insertDefaults(tx: Tx, made: MadeOrg, lang: 'ru' | 'en'): Promise<void> {
  const { orgId, departments } = made;
  const words = names[lang];
  await sql`insert into department (org_id, id, name)
    values (${orgId}, ${departments.sales}, ${words.sales}), (${orgId}, ${departments.support}, ${words.support}),
      (${orgId}, ${departments.finance}, ${words.finance})`.execute(tx);
  await sql`insert into warehouse (org_id, id, code, name, is_default)
    values (${orgId}, ${made.warehouseId}, 'MAIN', ${words.warehouse}, true)`.execute(tx);
  await sql`insert into price_column (org_id, id, name, name_key, position, is_default)
    values (${orgId}, ${made.priceColumnId}, ${words.column}, ${words.column.toLowerCase()}, 1, true)`.execute(tx);
}

type Policy = {
  readonly kind: 'credit' | 'discount' | 'floor';
  readonly role: RoleKey;
  readonly maxMinor?: string;
  readonly maxBp?: number;
  readonly up?: RoleKey;
};

/** Who may decide what at first: the organisation changes it in the settings. */
const authorities: readonly { readonly role: RoleKey; readonly maxBp: number }[] = [
  { role: 'kam', maxBp: 500 },
  { role: 'head', maxBp: 1500 },
  { role: 'director', maxBp: 5000 },
];
const policies: readonly Policy[] = [
  { kind: 'credit', role: 'finance', maxMinor: '100000000', up: 'director' },
  { kind: 'credit', role: 'head', maxMinor: '50000000', up: 'finance' },
  { kind: 'credit', role: 'director' },
  { kind: 'discount', role: 'head', maxBp: 1500, up: 'director' },
  { kind: 'discount', role: 'director' },
  { kind: 'floor', role: 'head', maxBp: 1000, up: 'director' },
  { kind: 'floor', role: 'director' },
];

async function insertPolicies(tx: Tx, { orgId, roles }: MadeOrg): Promise<void> {
  for (const { role, maxBp } of authorities) {
    await sql`insert into discount_authority (org_id, id, role_id, max_bp)
      values (${orgId}, ${newId()}, ${roles[role]}, ${maxBp})`.execute(tx);
  }
  for (const { kind, role, maxMinor, maxBp, up } of policies) {
    const escalatesTo = up === undefined ? null : roles[up];
    await sql`insert into approval_policy (org_id, id, kind, role_id, max_minor, max_bp, escalates_to)
      values (${orgId}, ${newId()}, ${kind}, ${roles[role]}, ${maxMinor ?? null}, ${maxBp ?? null},
        ${escalatesTo})`.execute(tx);
  }
}
