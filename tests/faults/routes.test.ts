/** The matrix of routes and callers, made from the routes themselves: whoever may not is refused, and learns nothing. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { authenticate } from '#modules/access/index.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp } from '#platform/http.ts';
import { openLog } from '#platform/log.ts';
import type { Route } from '#platform/serve.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { routesFor } from '../../app.ts';

const world = await newWorld();
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
const loadDemo = () => Promise.resolve(refuse('access.already_begun'));
const routes = routesFor({ publicUrl: 'http://127.0.0.1', loadDemo });
const app: FastifyInstance = await buildHttp({
  platform: {
    ...world.platform,
    clock: () => new Date(),
    files: localFiles(`${process.env['TMPDIR'] ?? '/tmp'}/kam-routes`),
  },
  routes,
  authenticate: (token, now) => authenticate(world.db, token, now),
  log: openLog('silent'),
  secure: false,
  ready: () => true,
});
await app.ready();
after(async () => {
  await app.close();
  await owner.end();
});

const cookies = {
  stranger: await openSession(owner, ids.otherOrg, ids.person.stranger),
  anna: await openSession(owner, ids.org, ids.person.anna),
};

/** Ids of the main org's things, for the path fields that name them. */
const known: Readonly<Record<string, string>> = {
  accountId: ids.account.romashka,
  productId: ids.product.powerbank,
  warehouseId: ids.warehouse.main,
  columnId: ids.column.wholesale,
  groupId: ids.group.flowers,
  brandId: ids.brand.volt,
  categoryId: ids.category.power,
  personId: ids.person.boris,
  roleId: ids.role['kam'] ?? '',
  departmentId: ids.department.sales,
  legalEntityId: ids.entity.main,
};

const isPublic = (route: Route): boolean => route.kind === 'raw' && route.permission === 'public';
const permissionOf = (route: Route): string => (route.kind === 'act' ? route.command.permission : route.permission);
const nameOf = ({ endpoint }: Route): string => `${endpoint.method} ${endpoint.path}`;
const addressOf = ({ endpoint }: Route): string =>
  `/api${endpoint.path.replace(/:(\w+)/g, (_all, field: string) => known[field] ?? newId())}`;

type Call = { readonly cookie?: string; readonly forged?: true };

async function call(route: Route, { cookie, forged }: Call) {
  const headers: Record<string, string> = { 'idempotency-key': newId() };
  if (cookie !== undefined) headers['cookie'] = cookie;
  if (forged === undefined) headers['x-kamerton'] = '1';
  const { method } = route.endpoint;
  const payload = method === 'GET' ? {} : { payload: {} };
  return app.inject({ method, url: addressOf(route), headers, ...payload });
}

const secrets = ['Ромашка', 'Камертон Трейд', 'Вера Головина', 'Аккумулятор', ids.org];
const closed = routes.filter((route) => !isPublic(route));

describe('routes', () => {
  test('there are as many as the product has, and each says what it does', () => {
    assert.ok(routes.length > 100, `only ${routes.length} routes`);
    for (const route of routes) assert.notEqual(route.endpoint.summary, '', nameOf(route));
    assert.equal(new Set(routes.map(nameOf)).size, routes.length, 'no address is served twice');
  });

  test('ACC-A: without a session every closed route refuses', async () => {
    for (const route of closed) assert.equal((await call(route, {})).statusCode, 401, nameOf(route));
  });

  test('ACC-B: a session that was revoked is no session', async () => {
    const cookie = await openSession(owner, ids.org, ids.person.boris);
    await owner.query('delete from session where person_id = $1', [ids.person.boris]);
    for (const route of closed.slice(0, 20))
      assert.equal((await call(route, { cookie })).statusCode, 401, nameOf(route));
  });

  test('ACC-C: an act that another site could have sent is refused', async () => {
    for (const route of closed.filter((one) => one.endpoint.method !== 'GET')) {
      const answer = await call(route, { cookie: cookies.anna, forged: true });
      assert.equal(answer.statusCode, 403, nameOf(route));
    }
  });

  test('ACC-D: a role without the right is refused on every route that needs it', async () => {
    await owner.query("update role set permissions = '{}' where id = $1", [ids.role['finance']]);
    const cookie = await openSession(owner, ids.org, ids.person.fyodor);
    for (const route of closed.filter((one) => permissionOf(one) !== 'signed_in')) {
      const answer = await call(route, { cookie });
      // An act tells first what is wrong with its input; a right comes before anything is read.
      assert.ok([400, 403].includes(answer.statusCode), `${nameOf(route)}: ${answer.statusCode}`);
    }
  });

  test("ACC-E: another org's person is shown nothing of this org, by any address, count or word", async () => {
    for (const route of closed) {
      const answer = await call(route, { cookie: cookies.stranger });
      assert.notEqual(answer.statusCode, 500, `${nameOf(route)}: ${answer.body.slice(0, 200)}`);
      for (const secret of secrets) assert.ok(!answer.body.includes(secret), `${nameOf(route)} shows ${secret}`);
    }
  });

  test('ACC-E is not blind: the same addresses show these things to whoever may see them', async () => {
    const shown = await Promise.all(
      closed.filter((one) => one.endpoint.method === 'GET').map((route) => call(route, { cookie: cookies.anna })),
    );
    for (const secret of ['Ромашка', 'Вера Головина', 'Аккумулятор']) {
      assert.ok(
        shown.some((answer) => answer.body.includes(secret)),
        secret,
      );
    }
  });

  test('ACC-F: guessed ids, odd types and overlong texts are answered without a fault', async () => {
    const odd = ['', '0', 'null', '../../etc/passwd', "' or 1=1 --", '😀'.repeat(50), 'x'.repeat(300), '%00', '1e400'];
    for (const route of closed.filter((one) => one.endpoint.method === 'GET')) {
      for (const text of odd) {
        const url = `/api${route.endpoint.path.replace(/:(\w+)/g, encodeURIComponent(text) || '-')}?q=${encodeURIComponent(text)}&cursor=${encodeURIComponent(text)}&limit=${encodeURIComponent(text)}`;
        const answer = await app.inject({ method: 'GET', url, headers: { cookie: cookies.anna } });
        assert.notEqual(answer.statusCode, 500, `${url}: ${answer.body.slice(0, 200)}`);
      }
    }
  });
});
