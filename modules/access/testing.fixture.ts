/** A server with the routes of access on a test world, and browsers that keep their cookie. */
import os from 'node:os';
import path from 'node:path';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { openLog } from '#platform/log.ts';
import type { World } from '#tests/harness/world.ts';
import { emailKey } from './model.ts';
import { hashPassword } from './password.ts';
import { type AccessOptions, routesFor } from './routes.ts';
import { authenticate } from './session.ts';

export type Answered = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly cookie: string | undefined;
  readonly headers: Record<string, unknown>;
};

export type Browser = {
  cookie: string | undefined;
  ask(path: string): Promise<Answered>;
  act(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    more?: { key?: string; csrf?: boolean },
  ): Promise<Answered>;
  signIn(email: string, password?: string): Promise<Answered>;
};

export const goodPassword = 'сосна и три кота';

/** Builds the server; `browser(address)` opens one from that address. */
export async function serverOn(world: World, options: Partial<AccessOptions> = {}) {
  const app = await buildHttp({
    platform: { ...world.platform, files: localFiles(path.join(os.tmpdir(), `kam-${newId()}`)) },
    routes: routesFor({
      publicUrl: 'https://kamerton.example',
      loadDemo: () => Promise.reject(new Error('no demo here')),
      pendingDecisions: () => Promise.resolve(0),
      ...options,
    }),
    authenticate: (token, now) => authenticate(world.db, token, now),
    log: openLog('silent'),
    secure: false,
    ready: () => true,
  });
  const browser = (address = '10.0.0.1'): Browser => {
    const one: Browser = {
      cookie: undefined,
      ask: (url) => send(one, { method: 'GET', url }),
      act: (method, url, body = {}, more = {}) => send(one, { method, url, body, ...more }),
      signIn: (email, password = goodPassword) =>
        send(one, { method: 'POST', url: '/session', body: { email, password } }),
    };
    const send = async (
      from: Browser,
      what: { method: string; url: string; body?: object; key?: string; csrf?: boolean },
    ): Promise<Answered> => {
      const response = await app.inject({
        method: what.method as 'GET',
        url: `/api${what.url}`,
        remoteAddress: address,
        headers: {
          'user-agent': 'test browser',
          ...(what.csrf === false ? {} : { 'x-kamerton': '1' }),
          ...(what.method === 'GET' ? {} : { 'idempotency-key': what.key ?? newId() }),
          ...(from.cookie === undefined ? {} : { cookie: `${sessionCookie}=${from.cookie}` }),
        },
        ...(what.body === undefined ? {} : { payload: what.body }),
      });
      const set = response.cookies.find((one) => one.name === sessionCookie);
      if (set !== undefined) from.cookie = set.value === '' ? undefined : set.value;
      const header = response.headers['set-cookie'];
      const parsed: unknown = String(response.headers['content-type']).includes('json') ? response.json() : {};
      return {
        status: response.statusCode,
        body: parsed as Record<string, unknown>,
        text: response.body,
        cookie: Array.isArray(header) ? header[0] : header,
        headers: response.headers,
      };
    };
    return one;
  };
  return { app, browser };
}

/** Gives people of the world the good password and their place in the directory. */
export async function givePasswords(world: World): Promise<void> {
  const hash = await hashPassword(goodPassword);
  await world.owner('update person set password_hash = $1', [hash]);
  const people = (await world.owner('select org_id, id, email from person')) as {
    org_id: string;
    id: string;
    email: string;
  }[];
  for (const person of people) {
    await world.owner(
      'insert into directory_login (email_key, org_id, person_id) values ($1, $2, $3) on conflict do nothing',
      [emailKey(person.email), person.org_id, person.id],
    );
  }
}

/** The code of a refusal, or the status when there is none. */
export function codeOf(answer: Answered): string | number {
  const refusal = answer.body['refusal'] as { code?: string } | undefined;
  return refusal?.code ?? answer.status;
}
