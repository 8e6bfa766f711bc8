/** What no browser of ours sends: each is answered or cut within its bounds, and the next request is served. */
import assert from 'node:assert/strict';
import net from 'node:net';
import { afterEach, describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { wholeApp } from '#tests/harness/whole-app.ts';
import { ids, newWorld } from '#tests/harness/world.ts';

const world = await newWorld();
world.setNow(new Date().toISOString());
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
atEnd(() => owner.end());
const { base, port, app } = await wholeApp(world);
const cookie = await openSession(owner, ids.org, ids.person.anna);

/** Sends bytes as they are, and gives all that comes back until the server closes or falls silent. */
function exchange(parts: readonly (string | Buffer)[], silenceMs = 1_500): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const got: Buffer[] = [];
    const end = (): void => {
      socket.destroy();
      resolve(Buffer.concat(got).toString('utf8'));
    };
    socket.setTimeout(silenceMs, end);
    socket.on('data', (piece) => got.push(piece));
    socket.on('error', end);
    socket.on('close', end);
    for (const part of parts) socket.write(part);
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const head = (lines: readonly string[]): string =>
  ['POST /api/orders HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close', `Cookie: ${cookie}`, 'X-Kamerton: 1', ...lines]
    .concat('', '')
    .join('\r\n');

type Sent = { readonly type?: string; readonly key?: string; readonly more?: Record<string, string> };

async function post(
  address: string,
  body: string | Buffer,
  { type = 'application/json', key = newId(), more }: Sent = {},
) {
  const headers = { cookie, 'x-kamerton': '1', 'idempotency-key': key, 'content-type': type, ...more };
  const answer = await fetch(`${base}/api${address}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: answer.status, text: await answer.text() };
}

const eventCount = async () => (await world.owner('select count(*)::int as n from event'))[0]?.['n'];
const before = await eventCount();

describe('hostile HTTP', () => {
  afterEach(async () => {
    const alive = await fetch(`${base}/api/accounts`, { headers: { cookie } });
    assert.equal(alive.status, 200, 'the next request is served');
    assert.equal(await eventCount(), before, 'nothing was done');
  });

  const orderWith = (lines: string): string =>
    `{"id":"${newId()}","accountId":"${ids.account.romashka}","lines":${lines},"confirm":false}`;
  const bodies: readonly (readonly [name: string, body: string])[] = [
    ['an array a million deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['objects a million deep in a field', orderWith(`${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`)],
    ['objects deep in a line', orderWith(`[{"id":"${newId()}","x":${'['.repeat(500_000)}${']'.repeat(500_000)}}]`)],
    ['three million lines that are none', orderWith(`[${'1,'.repeat(3_000_000)}1]`)],
    ['a million fields', `{${Array.from({ length: 400_000 }, (_none, at) => `"f${at}":1`).join()}}`],
    ['a prototype', '{"__proto__":{"permissions":["everything"]},"constructor":{"prototype":{"x":1}}}'],
    ['cut JSON', '{"id":'],
    ['nothing', ''],
    ['a number past all numbers', '1e400'],
    ['half a surrogate and a NUL', orderWith('[{"id":"\\ud800","productId":"\\u0000","quantityMilli":"1"}]')],
  ];
  for (const [name, body] of bodies) {
    test(`FLT-10: ${name} is refused in bounded time and memory`, async () => {
      const memory = process.memoryUsage().heapUsed;
      const began = performance.now();
      const answer = await post('/orders', body);
      assert.equal(answer.status, 400, answer.text.slice(0, 200));
      assert.ok(answer.text.length < 20_000, `${answer.text.length} characters of answer`);
      const took = performance.now() - began;
      assert.ok(took < 3_000, `${took} ms`);
      const grown = process.memoryUsage().heapUsed - memory;
      assert.ok(grown < 300 * 1024 * 1024, `${grown} bytes`);
    });
  }

  test('FLT-11: a body past its size is refused before it is read; a false length is not waited for', async () => {
    assert.equal(
      (await post('/orders', Buffer.alloc(9 * 1024 * 1024, ' ')).catch(() => ({ status: 413 }))).status,
      413,
    );
    const declared = await exchange([head(['Content-Type: application/json', 'Content-Length: 99999999999']), '{}']);
    assert.equal(statusOf(declared), 413);
    const both = head(['Content-Type: application/json', 'Content-Length: 4', 'Transfer-Encoding: chunked']);
    assert.equal(statusOf(await exchange([both, '0\r\n\r\nGET /api/session HTTP/1.1\r\n\r\n'])), 400, 'smuggling');
  });

  test('FLT-12: other kinds of body are no input, whatever they say', async () => {
    const body = orderWith('[]');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'x/y;charset=utf-7',
      '',
    ]) {
      const { status } = await post('/orders', body, { type });
      assert.ok([400, 415].includes(status), `${type}: ${status}`);
    }
    const form = await post('/orders', '--x\r\n\r\n--x--', { type: 'multipart/form-data; boundary=x' });
    assert.equal(form.status, 400);
    for (const more of [{ 'x-http-method-override': 'DELETE' }, { 'content-encoding': 'gzip' }]) {
      assert.equal((await post('/orders', '{}', { more })).status, 400);
    }
  });

  test('FLT-19: a form that is cut inside its file is refused, wherever files are taken', async () => {
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    const more = { cookie: await openSession(owner, ids.org, ids.person.admin) };
    const cut = [`${head}Код;Наименование\n1;2`, `${head}\r\n--x`, '--x\r\n', ''];
    for (const address of [`/accounts/${ids.account.romashka}/files`, '/imports/kinds/accounts', '/statements']) {
      for (const body of cut) {
        const { status, text } = await post(address, body, { type: 'multipart/form-data; boundary=x', more });
        assert.ok(status >= 400 && status < 500, `${address} ${JSON.stringify(body)}: ${status} ${text}`);
      }
      const { status } = await post(address, 'x', { type: 'multipart/form-data', more });
      assert.equal(status, 400, address);
    }
  });

  test('FLT-13: headers without end, or with line breaks smuggled in, are refused', async () => {
    assert.equal(statusOf(await exchange([head([`X-Long: ${'x'.repeat(100_000)}`])])), 431);
    assert.equal(statusOf(await exchange([head(Array.from({ length: 4_000 }, (_none, at) => `X-${at}: y`))])), 431);
    assert.equal(statusOf(await exchange([head(['X-Odd: a\nX-Kamerton: 1\0'])])), 400);
    assert.equal(statusOf(await exchange(['GET / HTTP/9.9\r\n\r\n'])), 400);
    assert.equal(statusOf(await exchange(['\x16\x03\x01 hello'])), 400);
  });

  test('FLT-14: those who send a byte now and then take nothing from the others', async () => {
    const slow = Array.from({ length: 200 }, () => net.connect(port, '127.0.0.1'));
    for (const socket of slow) {
      socket.on('error', () => undefined);
      socket.write(head(['Content-Type: application/json', 'Content-Length: 1000']));
      socket.write('{');
    }
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${base}/api/session`, { headers: { cookie } })),
    );
    assert.ok(answers.every((answer) => answer.status === 200));
    assert.ok(performance.now() - began < 3_000);
    assert.ok(app.server.requestTimeout > 0 && app.server.requestTimeout <= 120_000, 'they are cut in the end');
    assert.ok(app.server.headersTimeout > 0 && app.server.headersTimeout <= 120_000);
    for (const socket of slow) socket.destroy();
  });

  test('FLT-15: the name of the server in a request changes nothing of the answer', async () => {
    for (const host of ['evil.example', 'evil.example:80@127.0.0.1', '[::1]', '127.0.0.1\\evil']) {
      const lines = [
        `GET /api/session HTTP/1.1`,
        `Host: ${host}`,
        'X-Forwarded-Host: evil.example',
        `Cookie: ${cookie}`,
      ];
      const answer = await exchange([[...lines, 'Connection: close', '', ''].join('\r\n')]);
      assert.ok([200, 400].includes(statusOf(answer)), host);
      assert.ok(!answer.includes('evil'), host);
    }
    const foreign = await fetch(`${base}/api/session`, { headers: { cookie, origin: 'https://evil.example' } });
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    assert.equal(foreign.headers.get('cache-control'), 'no-store', 'nobody keeps an answer for the next one');
  });

  test('FLT-16: addresses that climb out of the folder, or break off, find nothing', async () => {
    const climbs = [
      '/../package.json',
      '/..%2f..%2fetc%2fpasswd',
      '/api/..%2f..%2fserver.ts',
      '/%2e%2e/%2e%2e/etc/passwd',
    ];
    for (const path of [
      ...climbs,
      '/api/accounts/%',
      '/api/accounts/%ff%fe',
      '/api//orders',
      '//etc/passwd',
      '/api/orders\\',
    ]) {
      const lines = [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', `Cookie: ${cookie}`, 'Connection: close', '', ''];
      const answer = await exchange([lines.join('\r\n')]);
      assert.ok([400, 404].includes(statusOf(answer)), `${path}: ${answer.slice(0, 80)}`);
      assert.ok(!/root:|"dependencies"/.test(answer), path);
    }
  });

  test('FLT-17: half a sign, a NUL and a day of no calendar are refused wherever they stand', async () => {
    const account = `/accounts/${ids.account.romashka}`;
    const cursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
    const acts: readonly (readonly [address: string, method: string, body: object])[] = [
      [`${account}/notes`, 'POST', { id: newId(), body: 'half a \ud83d sign' }],
      [`${account}/notes`, 'POST', { id: newId(), body: 'a NUL \u0000' }],
      [`${account}/next-step`, 'PUT', { text: 'half a \udca9 sign', on: null }],
      [`${account}/next-step`, 'PUT', { text: 'call', on: '2026-02-30' }],
      [`${account}/next-step`, 'PUT', { text: 'call', on: '0000-00-00' }],
    ];
    for (const [address, method, body] of acts) {
      const headers = { cookie, 'x-kamerton': '1', 'idempotency-key': newId(), 'content-type': 'application/json' };
      const answer = await fetch(`${base}/api${address}`, { method, headers, body: JSON.stringify(body) });
      assert.equal(answer.status, 400, `${address} ${JSON.stringify(body)}: ${await answer.text()}`);
    }
    const questions = [
      '/orders?from=2026-02-30',
      '/orders?to=9999-99-99',
      '/orders/?state=%00',
      '/sales/choices?of=account&q=%00',
      `/approvals?cursor=2026-99-99T99:99:99Z|${newId()}`,
      `${account}/notes?cursor=${cursor(['2026-99-99T99:99:99Z', newId()])}`,
      `${account}/ledger?cursor=${cursor(['2026-02-30', newId()])}`,
    ];
    for (const question of questions) {
      const answer = await fetch(`${base}/api${question}`, { headers: { cookie } });
      assert.ok([200, 400, 404].includes(answer.status), `${question}: ${answer.status} ${await answer.text()}`);
    }
  });

  test('FLT-18: a sum past all sums is refused', async () => {
    await world.owner('update price set price_e4 = 999999999999999 where product_id = $1', [ids.product.book]);
    const line = { id: newId(), productId: ids.product.book, quantityMilli: '9999999999999' };
    const order = { id: newId(), accountId: ids.account.romashka, lines: [line], confirm: true };
    const { status, text } = await post('/orders', JSON.stringify(order));
    assert.deepEqual([status, JSON.parse(text)], [400, { refusal: { code: 'platform.too_much' } }]);
  });
});
