/** The people of the demo company; all names are invented. */
import { sql } from 'kysely';
import type { MadeOrg, RoleKey } from '#modules/access/index.ts';
import { standardRoles } from '#modules/access/standard-roles.ts';
import type { Person } from './act.ts';
import { at } from './dice.ts';
import { demoId } from './ids.ts';
import type { Place } from './place.ts';
import { put } from './put.ts';

/** The one password of the demo company: it holds nothing of value. */
export const demoPassword = 'kamerton-demo-2026';

type Known = {
  readonly name: string;
  readonly role: RoleKey;
  readonly post: string;
  readonly in?: 'sales' | 'support' | 'finance';
};

const known = {
  admin: { name: 'Андрей Настройкин', role: 'admin', post: 'Администратор' },
  director: { name: 'Дарья Камертонова', role: 'director', post: 'Генеральный директор' },
  vera: { name: 'Вера Головина', role: 'head', post: 'Руководитель отдела продаж', in: 'sales' },
  anna: { name: 'Анна Клюева', role: 'kam', post: 'Менеджер по ключевым клиентам', in: 'sales' },
  boris: { name: 'Борис Ключников', role: 'kam', post: 'Менеджер по ключевым клиентам', in: 'sales' },
  galina: { name: 'Галина Партнёрова', role: 'kam', post: 'Менеджер по ключевым клиентам', in: 'sales' },
  denis: { name: 'Денис Рознин', role: 'kam', post: 'Менеджер по ключевым клиентам', in: 'sales' },
  sonya: { name: 'Соня Опорина', role: 'support', post: 'Специалист отдела сопровождения', in: 'support' },
  semyon: { name: 'Семён Отгрузкин', role: 'support', post: 'Старший специалист отдела сопровождения', in: 'support' },
  fyodor: { name: 'Фёдор Финансов', role: 'finance', post: 'Финансовый контролёр', in: 'finance' },
} as const satisfies Record<string, Known>;

export type Login = keyof typeof known;
export const kams = ['anna', 'boris', 'galina', 'denis'] as const satisfies readonly Login[];

/** Whom one may sign in as, with `demoPassword`: the e-mail, the name, the post. */
export const demoLogins = Object.entries(known).map(([login, { name, post }]) => ({
  email: emailOf(login),
  name,
  post,
}));

export type People = Readonly<Record<Login, Person>>;

function emailOf(login: string): string {
  return `${login}@demo.example`;
}

/** Who acts: as the session would make them of the same roles. */
export function peopleOf(made: MadeOrg): People {
  const ids = Object.fromEntries(
    Object.keys(known).map((login) => [login, login === 'admin' ? made.personId : demoId('person', login)]),
  );
  const team = Object.entries(known).flatMap(([login, one]) =>
    'in' in one && one.in === 'sales' ? [ids[login] ?? ''] : [],
  );
  const make = (login: Login): Person => {
    const { name, role: key } = known[login];
    const role = at(
      standardRoles.filter((one) => one.key === key),
      0,
    );
    const personId = ids[login] ?? '';
    return {
      orgId: made.orgId,
      personId,
      roleId: made.roles[key],
      name,
      lang: 'ru',
      permissions: new Set(role.permissions),
      scope:
        role.visibility === 'all'
          ? { kind: 'all' }
          : { kind: 'managers', ids: role.visibility === 'own' ? [personId] : team },
      seesCost: role.seesCost,
      mayExport: role.mayExport,
      timeZone: 'Europe/Moscow',
    };
  };
  return {
    admin: make('admin'),
    director: make('director'),
    vera: make('vera'),
    anna: make('anna'),
    boris: make('boris'),
    galina: make('galina'),
    denis: make('denis'),
    sonya: make('sonya'),
    semyon: make('semyon'),
    fyodor: make('fyodor'),
  };
}

/** Writes everyone beside the administrator, whom the organisation began with: the password's hash is the same. */
export async function writePeople(place: Place, made: MadeOrg): Promise<void> {
  const { tx, orgId, now } = place;
  const others = Object.entries<Known>(known).filter(([login]) => login !== 'admin');
  await put(
    place,
    'person',
    others.map(([login, one], n) => ({
      id: demoId('person', login),
      email: emailOf(login),
      name: one.name,
      post: one.post,
      phone: `+7 495 000-01-${String(10 + n)}`,
      role_id: made.roles[one.role],
      department_id: one.in === undefined ? null : made.departments[one.in],
      created_at: now,
    })),
  );
  await sql`
    update person set password_hash = (select a.password_hash from person a where a.org_id = ${orgId} and a.id =
      ${made.personId})
    where org_id = ${orgId} and id <> ${made.personId}`.execute(tx);
  await sql`update person set post = ${known.admin.post} where org_id = ${orgId} and id = ${made.personId}`.execute(tx);
  const logins = others.map(([login]) => login);
  await sql`
    insert into directory_login (email_key, org_id, person_id)
    select l.email_key, ${orgId}, l.person_id
    from unnest(${logins.map(emailOf)}::text[], ${logins.map((login) => demoId('person', login))}::uuid[])
      as l (email_key, person_id)`.execute(tx);
  await sql`
    update department set head_id = case id when ${made.departments.sales} then ${demoId('person', 'vera')}::uuid
      when ${made.departments.support} then ${demoId('person', 'semyon')}::uuid else ${demoId('person', 'fyodor')}::uuid end
    where org_id = ${orgId}`.execute(tx);
}
