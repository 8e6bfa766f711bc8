/** No room for files, and no folder of files: refused with a reason, nothing half done, the same request works afterwards. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { importJob } from '#modules/imports/index.ts';
import { localFiles, sweepIncoming } from '#platform/files.ts';
import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { closePrint } from '#platform/print/render-pdf.ts';
import { type Answer, ApiClient } from '#tests/harness/api-client.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { folderForTests, wholeApp } from '#tests/harness/whole-app.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { importsKnown } from '../../app.ts';

const megabyte = 1024 * 1024;
const world = await newWorld();
world.setNow(new Date().toISOString());
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
atEnd(() => owner.end());
atEnd(closePrint);

const root = await folderForTests();
const disk = path.join(root, 'disk');
const filler = path.join(disk, 'filler');
const isSmall = await mountSmall();
const { base, files } = await wholeApp(world, { filesRoot: path.join(disk, 'files') });
const sign = async (person: string): Promise<ApiClient> => {
  const client = new ApiClient(base, await openSession(owner, ids.org, person));
  atEnd(async () => client.close());
  return client;
};
const anna = await sign(ids.person.anna);
const admin = await sign(ids.person.admin);
const fyodor = await sign(ids.person.fyodor);

/** A disk of its own, of four megabytes. Without the right to mount, the tests of a full disk are not run. */
async function mountSmall(): Promise<boolean> {
  await mkdir(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0777', 'tmpfs', disk]).status === 0;
  if (mounted) atEnd(async () => void spawnSync('umount', ['-l', disk]));
  return mounted;
}

/** Takes the last byte, or gives all of it back. */
async function fill(): Promise<void> {
  await writeFile(filler, Buffer.alloc(16 * megabyte)).catch((error: unknown) => {
    assert.equal(error instanceof Error && 'code' in error && error.code, 'ENOSPC');
  });
}
const free = (): Promise<void> => truncate(filler);

const codeOf = (answer: Answer): string => {
  const body = JSON.parse(answer.body.toString()) as { refusal?: { code: string } };
  return `${answer.status} ${body.refusal?.code ?? ''}`.trim();
};
const count = async (table: string): Promise<unknown> =>
  (await world.owner(`select count(*)::int as n from ${table} where org_id = $1`, [ids.org]))[0]?.['n'];
const incoming = () => readdir(path.join(disk, 'files', 'incoming')).catch(() => []);

const pdf = { name: 'договор.pdf', bytes: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(megabyte, 'a')]) };
const attach = (key: string) => anna.upload(`/accounts/${ids.account.romashka}/files`, pdf, key);
const table = { name: 'клиенты.csv', bytes: Buffer.from('Код;Наименование;ИНН\nД-1;Дисковый;\nД-2;Неверный;1\n') };
const uploadTable = (key: string) => admin.upload('/imports/kinds/accounts', table, key);
const statement = { name: 'kl_to_1c.txt', bytes: Buffer.from('1CClientBankExchange\r\nВерсияФормата=1.03\r\n') };
const uploadStatement = (key: string) => fyodor.upload('/statements', statement, key);

/** An order with its bill; nobody has printed it yet. */
async function bill(): Promise<string> {
  const orderId = newId();
  const lines = [{ id: newId(), productId: ids.product.book, quantityMilli: '1000' }];
  const order = { id: orderId, accountId: ids.account.romashka, lines, confirm: true };
  assert.equal((await anna.send('/orders', { body: order, key: newId() })).status, 200);
  const id = newId();
  assert.equal((await anna.send(`/orders/${orderId}/invoices`, { body: { id }, key: newId() })).status, 200);
  return id;
}

describe('a full disk', { skip: isSmall ? false : 'no right to mount a small disk' }, () => {
  test('RES-4: uploads of each kind and prints are refused as such, and nothing of them is left', async () => {
    const paper = await bill();
    await fill();
    const before = [await count('file'), await count('import_run'), await count('event')];
    const keys = [newId(), newId(), newId()] as const;
    assert.equal(codeOf(await attach(keys[0])), '507 platform.disk_full');
    assert.equal(codeOf(await uploadTable(keys[1])), '507 platform.disk_full');
    assert.equal(codeOf(await uploadStatement(keys[2])), '507 platform.disk_full');
    assert.equal(codeOf(await anna.send(`/documents/${paper}/file.pdf`)), '507 platform.disk_full');
    assert.deepEqual([await count('file'), await count('import_run'), await count('event')], before);
    assert.deepEqual(await incoming(), []);
    assert.equal((await anna.send('/accounts')).status, 200, 'work that needs no file goes on');

    await free();
    assert.equal((await attach(keys[0])).status, 200, 'the same key works once there is room');
    assert.equal((await uploadTable(keys[1])).status, 200);
    assert.notEqual((await uploadStatement(keys[2])).status, 507);
    assert.equal((await anna.send(`/documents/${paper}/file.pdf`)).body.subarray(0, 5).toString(), '%PDF-');
  });

  test('RES-5: an import that cannot keep its error file stays at work and ends when there is room', async () => {
    const importId = newId();
    assert.equal((await uploadTable(importId)).status, 200);
    const begun = await admin.send(`/imports/${importId}/start`, { body: { dryRun: false }, key: newId() });
    assert.equal(begun.status, 200);
    const context = {
      ...world.platform,
      files,
      orgId: ids.org,
      now: world.platform.clock().toISOString(),
      mail: openMail(null),
      log: openLog('silent'),
    };
    const work = () => importJob(importsKnown()).handle(context, { importId, personId: ids.person.admin });
    const state = async () =>
      (await world.owner('select state, created_count::int as n from import_run where id = $1', [importId]))[0];
    await fill();
    await assert.rejects(work(), /ENOSPC/);
    assert.equal((await state())?.['state'], 'running');
    await free();
    await work();
    assert.deepEqual(await state(), { state: 'done', n: 1 });
    const accounts = await world.owner("select id from account where code = 'Д-1'");
    assert.equal(accounts.length, 1);
  });
});

describe('a folder of files that is gone', () => {
  test('RES-6: what needs it is refused and told; it comes back by itself', async () => {
    const given = newId();
    assert.equal((await attach(given)).status, 200);
    const place = path.join(disk, 'files');
    await rename(place, `${place}-away`);
    await writeFile(place, 'no folder');
    assert.equal(codeOf(await attach(newId())), '503 platform.files_away');
    const lost = await anna.send(`/accounts/${ids.account.romashka}/files/${given}`).catch(() => null);
    assert.equal(lost === null ? 'cut' : codeOf(lost), '503 platform.files_away');
    assert.equal((await anna.send('/accounts')).status, 200);
    await rm(place);
    await rename(`${place}-away`, place);
    const back = await anna.send(`/accounts/${ids.account.romashka}/files/${given}`);
    assert.deepEqual([back.status, back.body.equals(pdf.bytes)], [200, true]);
  });

  test('RES-7: what a killed server left half received goes after a day, what may be coming in stays', async () => {
    const place = await folderForTests();
    const store = localFiles(place);
    const { sha256 } = await store.keepBytes(Buffer.from('whole'));
    await writeFile(path.join(place, 'incoming', 'half'), 'hal');
    assert.equal(await sweepIncoming(place, new Date()), 0);
    assert.equal(await sweepIncoming(place, new Date(Date.now() + 25 * 3_600_000)), 1);
    assert.deepEqual(await readdir(path.join(place, 'incoming')), []);
    assert.ok((await stat(store.pathOf(sha256))).isFile());
    assert.equal(await sweepIncoming(path.join(place, 'none'), new Date()), 0);
  });
});
