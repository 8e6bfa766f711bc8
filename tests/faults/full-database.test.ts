/** The disk of the database is full: acts are refused with the reason, what was acknowledged stays, room brings it all back. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, statfs, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { standardRoles } from '#modules/access/standard-roles.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { runCommand } from '#platform/command.ts';
import { openDatabase } from '#platform/database.ts';
import { appRole, migrate } from '#platform/migrate.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { troubleOf } from '#platform/trouble.ts';
import { verify } from '#platform/verify.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { folderForTests } from '#tests/harness/whole-app.ts';
import { fillWorld, ids } from '#tests/harness/world-rows.ts';
import { checks } from '../../app.ts';
import { eachRound } from './rounds.ts';

const disk = path.join(await folderForTests(), 'disk');
await mkdir(disk);
const isSmall = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=0777', 'tmpfs', disk]).status === 0;
if (isSmall) atEnd(async () => void spawnSync('umount', ['-l', disk]));
const filler = path.join(disk, 'filler');

/** Leaves so many bytes free. */
async function leave(bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

const kam = standardRoles.find((role) => role.key === 'kam');
const anna = {
  orgId: ids.org,
  personId: ids.person.anna,
  roleId: ids.role['kam'] ?? '',
  name: 'anna',
  lang: 'ru' as const,
  permissions: new Set(kam?.permissions ?? []),
  scope: { kind: 'all' as const },
  seesCost: false,
  mayExport: false,
  timeZone: 'Europe/Moscow',
};

describe('the disk of the database', { skip: isSmall ? false : 'no right to mount a small disk' }, () => {
  test('RES-8: full: refused with the reason; freed: everything acknowledged is there and the next act is done', async () => {
    const server = await startEmbedded({ dataDir: path.join(disk, 'postgres') });
    atEnd(() => server.stop());
    await migrate(server.ownerUrl);
    await fillWorld(server.ownerUrl);
    const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 1 });
    owner.on('error', () => undefined);
    await owner.query(
      'update stock set on_hand_milli = 100000000; update credit_limit set limit_minor = 100000000000000',
    );
    const db = openDatabase({ url: server.ownerUrl, role: appRole, max: 4 });
    const acknowledged: string[] = [];
    /** Takes an order of three hundred lines; answers 'done' or why not. */
    const take = async (): Promise<string> => {
      const id = newId();
      const lines = Array.from({ length: 300 }, () => ({
        id: newId(),
        productId: ids.product.book,
        quantityMilli: '1000',
      }));
      const input = { id, accountId: ids.account.romashka, lines, confirm: true };
      const request = { actor: anna, key: newId(), input, requestId: 'test' };
      try {
        const answer = await runCommand({ db, clock: () => new Date() }, createOrder, request);
        if (answer.ok) acknowledged.push(id);
        return answer.ok ? 'done' : answer.code;
      } catch (error) {
        return troubleOf(error) ?? String(error);
      }
    };
    await eachRound(async () => {
      assert.equal(await take(), 'done');
      await leave(512 * 1024);
      const told = new Set<string>();
      for (
        let turn = 0;
        turn < 400 && !told.has('platform.disk_full') && !told.has('platform.unavailable');
        turn += 1
      ) {
        told.add(await take());
      }
      told.delete('done');
      assert.ok(told.size > 0, 'the disk was full');
      for (const one of told) assert.match(one, /^platform\.(disk_full|unavailable)$/);
      await truncate(filler);
      let last = '';
      for (let turn = 0; turn < 100 && last !== 'done'; turn += 1) {
        last = await take();
        if (last !== 'done') await new Promise((resolve) => setTimeout(resolve, 200));
      }
      assert.equal(last, 'done');
    });
    const found = await owner.query('select id from sales_order where id = any($1::uuid[])', [acknowledged]);
    assert.equal(found.rowCount, acknowledged.length);
    // The arranged stock and limits have no movements behind them; the rest must agree.
    const broken = (await verify(db, ids.org, checks)).filter((one) => one.code !== 'stock.on_hand_differs');
    assert.deepEqual(broken, []);
    await db.close();
    await owner.end();
  });
});
