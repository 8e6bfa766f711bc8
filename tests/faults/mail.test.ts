/** The mail server dead, silent, and back: acts do not wait for it, letters do, and each comes once. */
import assert from 'node:assert/strict';
import net, { type AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { newId } from '#kernel/id.ts';
import { type Jobs, startJobs } from '#platform/jobs.ts';
import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { ApiClient } from '#tests/harness/api-client.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { freePort, wholeApp } from '#tests/harness/whole-app.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { jobsFor } from '../../app.ts';

const world = await newWorld();
world.setNow(new Date().toISOString());
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
atEnd(() => owner.end());
const { base, files } = await wholeApp(world);
const admin = new ApiClient(base, await openSession(owner, ids.org, ids.person.admin));
atEnd(async () => admin.close());
const port = await freePort();

/** The queue of a server whose mail server is at the port. */
function queue(): Promise<Jobs> {
  const mail = openMail({ url: `smtp://127.0.0.1:${port}`, from: 'kamerton@kamerton.example' });
  const shared = { ...world.platform, files, mail, log: openLog('silent') };
  return startJobs({ ownerUrl: world.url, shared, jobs: jobsFor('https://kamerton.example'), chores: [] });
}

async function mailServer(): Promise<string[]> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      letters.push(address);
      done();
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return letters;
}

async function invite(email: string): Promise<number> {
  const roleId = ids.role['kam'];
  const body = { id: newId(), lang: 'ru', email, name: 'Нина', post: '', phone: '', roleId, departmentId: null };
  return (await admin.send('/people', { body, key: newId() })).status;
}

const waiting = () =>
  world.owner(
    "select attempts::int, max_attempts::int as most, last_error, locked_by as held from graphile_worker.jobs where task_identifier = 'access.invitation_letter'",
  );
async function becomes(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    if (await isSo()) return;
    await world.owner('select pg_sleep(0.05)');
  }
  throw new Error(`it never came to be: ${what}`);
}

describe('a mail server', () => {
  test('MAI-1: that is dead holds up no act; its letters wait, outlive a restart, and come once when it is back', async () => {
    const before = await queue();
    assert.deepEqual([await invite('one@kamerton.example'), await invite('two@kamerton.example')], [200, 200]);
    await becomes('each letter was tried', async () => (await waiting()).every((job) => job['last_error'] !== null));
    await before.stop();
    const kept = await waiting();
    assert.equal(kept.length, 2);
    for (const job of kept) assert.match(String(job['last_error']), /ECONNREFUSED/);
    assert.ok(
      kept.every((job) => Number(job['most']) >= 20),
      'for days and not for minutes',
    );

    const letters = await mailServer();
    await owner.query('update graphile_worker._private_jobs set run_at = now()');
    const after = await queue();
    await becomes('the letters came', async () => (await waiting()).length === 0);
    await after.stop();
    assert.deepEqual(letters.sort(), ['one@kamerton.example', 'two@kamerton.example']);
  });

  test('MAI-2: that takes the call and says nothing is given up on within seconds', async () => {
    const calls: net.Socket[] = [];
    const silent = net.createServer((socket) => void calls.push(socket)).listen(0, '127.0.0.1');
    atEnd(async () => {
      for (const call of calls) call.destroy();
      silent.close();
    });
    await new Promise((resolve) => silent.once('listening', resolve));
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const mail = openMail({ url, from: 'kamerton@kamerton.example' });
    const began = performance.now();
    await assert.rejects(mail.send({ to: 'a@kamerton.example', subject: 'a', text: 'a' }), /[Gg]reeting/);
    assert.ok(performance.now() - began < 15_000);
  });

  test('MAI-3: a letter in the hands of a server that was killed is sent by another within minutes', async () => {
    assert.deepEqual([await invite('lost@kamerton.example'), await invite('held@kamerton.example')], [200, 200]);
    const hold = (email: string, minutes: number) =>
      owner.query(
        `update graphile_worker._private_jobs j set attempts = 1, locked_by = $1, locked_at = now() - make_interval(mins => $2)
         from invitation i join person p on p.id = i.person_id where p.email = $1 and j.payload->>'invitationId' = i.id::text`,
        [email, minutes],
      );
    await hold('lost@kamerton.example', 6);
    await hold('held@kamerton.example', 1);
    const running = await queue();
    await owner.query("select graphile_worker.add_job('housekeeping')");
    const left = async () => (await waiting()).map((job) => job['held']);
    await becomes('the lost letter was sent', async () => (await left()).length === 1);
    await running.stop();
    assert.deepEqual(await left(), ['held@kamerton.example'], 'one that is being sent is left alone');
    await owner.query("select graphile_worker.force_unlock_workers(array['held@kamerton.example'])");
  });
});
