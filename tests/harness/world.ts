/** A test's own world: a clone of the template, people who act, and a clock that stands where the test puts it. */
import type { Static, TObject } from '@sinclair/typebox';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { standardRoles } from '#modules/access/standard-roles.ts';
import type { Actor } from '#platform/actor.ts';
import { type Answer, type Command, type Platform, runCommand } from '#platform/command.ts';
import { type Db, openDatabase, type Read, readOrg } from '#platform/database.ts';
import { appRole } from '#platform/migrate.ts';
import type { ReadContext } from '#platform/serve.ts';
import { atEnd } from './endings.ts';
import { testServer } from './server-url.ts';
import { ensureTemplate, urlOf } from './template.ts';
import { ids } from './world-rows.ts';

export { ids } from './world-rows.ts';

export type Person = Actor & { readonly timeZone: string };

export type World = {
  readonly db: Db;
  readonly platform: Platform;
  readonly url: string;
  readonly people: Readonly<Record<keyof typeof ids.person, Person>>;
  /** Moves the clock: an instant, or a day (then noon in Moscow). */
  setNow(when: string): void;
  /** Runs a command as a person; a new key unless one is given. */
  act<I extends TObject, O>(
    who: Person,
    what: Command<I, O>,
    input: Static<I>,
    more?: { key?: string; dryRun?: boolean },
  ): Promise<Answer<O>>;
  /** The same, and fails the test with the refusal if it is refused. */
  done<I extends TObject, O>(who: Person, what: Command<I, O>, input: Static<I>): Promise<O>;
  /** Asks a query as a person. */
  ask<T>(who: Person, question: (context: ReadContext) => Promise<T>): Promise<T>;
  read<T>(orgId: string, work: (read: Read) => Promise<T>): Promise<T>;
  /** SQL as the owner of the database, past row-level security: to arrange and to look. */
  owner(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

/** Clones the template for this test file and drops the clone after it. Call it at the top level of the file. */
export async function newWorld(): Promise<World> {
  const serverUrl = await testServer();
  const template = await ensureTemplate(serverUrl);
  const name = `kam_test_${newId().replaceAll('-', '')}`;
  const owner = new pg.Pool({ connectionString: urlOf(serverUrl, 'postgres'), max: 1 });
  await owner.query(`create database ${name} template ${template}`);
  const url = urlOf(serverUrl, name);
  const db = openDatabase({ url, max: 12, role: appRole });
  const ownerPool = new pg.Pool({ connectionString: url, max: 1 });
  // Connections cut by the drop of the clone are not news.
  for (const pool of [owner, ownerPool]) pool.on('error', () => undefined);
  const clock = { now: new Date('2026-11-20T09:00:00Z') };
  const platform: Platform = { db, clock: () => clock.now };
  const close = async () => {
    await db.close();
    await ownerPool.end();
    await owner.query(`drop database if exists ${name} with (force)`);
    await owner.end();
  };
  atEnd(close);
  const act: World['act'] = (who, what, input, more) =>
    runCommand(platform, what, {
      actor: who,
      key: more?.key ?? newId(),
      input,
      requestId: 'test',
      dryRun: more?.dryRun ?? false,
    });
  return {
    db,
    platform,
    url,
    people: people(),
    close,
    act,
    setNow: (when) => {
      clock.now = new Date(when.length === 10 ? `${when}T09:00:00Z` : when);
    },
    done: async (who, what, input) => {
      const answer = await act(who, what, input);
      if (!answer.ok) throw new Error(`${what.name} was refused: ${JSON.stringify(answer)}`);
      return answer.value;
    },
    ask: (who, question) =>
      readOrg(db, who.orgId, (read) =>
        question({
          read,
          actor: who,
          orgId: who.orgId,
          now: clock.now.toISOString(),
          today: dateOf(clock.now, who.timeZone),
        }),
      ),
    read: (orgId, work) => readOrg(db, orgId, work),
    owner: async (text, values = []) => (await ownerPool.query(text, values)).rows as Record<string, unknown>[],
  };
}

function people(): World['people'] {
  const make = (key: keyof typeof ids.person, roleKey: string): Person => {
    const role = standardRoles.find((one) => one.key === roleKey);
    if (role === undefined) throw new Error(`no role ${roleKey}`);
    const own = [ids.person[key]];
    const team = [ids.person.vera, ids.person.anna, ids.person.boris];
    const stranger = key === 'stranger';
    return {
      orgId: stranger ? ids.otherOrg : ids.org,
      personId: ids.person[key],
      roleId: stranger ? ids.otherRole : (ids.role[roleKey] ?? ''),
      name: key,
      lang: 'ru',
      permissions: new Set(role.permissions),
      scope:
        role.visibility === 'all' ? { kind: 'all' } : { kind: 'managers', ids: role.visibility === 'own' ? own : team },
      seesCost: role.seesCost,
      mayExport: role.mayExport,
      timeZone: 'Europe/Moscow',
    };
  };
  return {
    admin: make('admin', 'admin'),
    director: make('director', 'director'),
    vera: make('vera', 'head'),
    anna: make('anna', 'kam'),
    boris: make('boris', 'kam'),
    sonya: make('sonya', 'support'),
    fyodor: make('fyodor', 'finance'),
    stranger: make('stranger', 'admin'),
  };
}
