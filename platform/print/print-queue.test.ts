import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PrintData } from './print-job.ts';
import { PrintQueue } from './print-queue.ts';

const template = new URL('./testdata/literal.typ', import.meta.url);
const queues: PrintQueue[] = [];

function queueOf(options: Partial<ConstructorParameters<typeof PrintQueue>[0]> = {}): PrintQueue {
  const worker = new URL('./testdata/faulty-worker.ts', import.meta.url);
  const queue = new PrintQueue({ worker, most: 8, timeoutMs: 20_000, idleMs: 60_000, mostData: 1000, ...options });
  queues.push(queue);
  return queue;
}

async function printed(queue: PrintQueue, data: PrintData): Promise<string> {
  const { pdf } = await queue.print({ template, data, selector: null });
  return new TextDecoder().decode(pdf);
}

after(async () => {
  for (const queue of queues) await queue.close();
});

test('no thread is held before the first paper', async () => {
  const queue = queueOf();
  assert.equal(queue.running, false);
  assert.equal(await printed(queue, 'one'), '"one"');
  assert.equal(queue.running, true);
});

test('papers asked for at once all come, each with its own data', async () => {
  const queue = queueOf();
  const papers = await Promise.all(['a', 'b', 'c', 'd'].map((data) => printed(queue, data)));
  assert.deepEqual(papers, ['"a"', '"b"', '"c"', '"d"']);
});

test('a paper that kills the thread fails alone; those behind it are printed by a new thread', async () => {
  const queue = queueOf();
  const papers = ['before', 'die', 'throw', 'behind'].map((data) => printed(queue, data));
  const [before, died, threw, behind] = await Promise.allSettled(papers);
  assert.deepEqual(before, { status: 'fulfilled', value: '"before"' });
  assert.equal(died?.status === 'rejected' && died.reason.code, 'crashed');
  assert.equal(threw?.status === 'rejected' && threw.reason.code, 'crashed');
  assert.deepEqual(behind, { status: 'fulfilled', value: '"behind"' });
});

test('a paper that never ends is given up and the next one is printed', async () => {
  const queue = queueOf({ timeoutMs: 1500 });
  await printed(queue, 'warm');
  await assert.rejects(printed(queue, 'hang'), { name: 'PrintFault', code: 'timeout' });
  assert.equal(await printed(queue, 'next'), '"next"');
});

test('a paper stuck inside the typesetter, which cannot be stopped, holds up only itself', async () => {
  const worker = new URL('./typst-worker.ts', import.meta.url);
  const queue = queueOf({ worker, timeoutMs: 1500 });
  const stuck = new URL('./testdata/slow.typ', import.meta.url);
  await queue.print({ template, data: { name: 'warm' }, selector: null });
  await assert.rejects(queue.print({ template: stuck, data: { rounds: 6000 }, selector: null }), { code: 'timeout' });
  const { pages } = await queue.print({ template, data: { name: 'next' }, selector: null });
  assert.equal(pages, 1);
});

test('a full queue refuses at once', async () => {
  const queue = queueOf({ most: 2 });
  const waiting = [printed(queue, 'one'), printed(queue, 'two')];
  await assert.rejects(printed(queue, 'three'), { code: 'busy' });
  assert.deepEqual(await Promise.all(waiting), ['"one"', '"two"']);
  assert.equal(await printed(queue, 'three'), '"three"');
});

test('data over the limit are refused before a thread is started', async () => {
  const queue = queueOf({ mostData: 10 });
  await assert.rejects(printed(queue, 'longer than ten'), { code: 'too_large' });
  assert.equal(queue.running, false);
});

test('the thread is let go when nothing is printed for a while, and comes back', async () => {
  const queue = queueOf({ idleMs: 1 });
  await printed(queue, 'one');
  while (queue.running) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await printed(queue, 'two'), '"two"');
});

test('a stopped queue fails what waits and takes nothing more', async () => {
  const queue = queueOf();
  const waiting = printed(queue, 'hang');
  await Promise.all([assert.rejects(waiting, { code: 'closed' }), queue.close()]);
  await assert.rejects(printed(queue, 'one'), { code: 'closed' });
  assert.equal(queue.running, false);
});
