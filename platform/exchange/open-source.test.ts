import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { madeXz } from './made-xz.ts';
import { defaultSourceLimits, openFile } from './open-source.ts';
import { ExchangeProblem } from './problem.ts';

// 'a;b\n1;2\n' packed by xz -9e.
const smallXz = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQAHYTtiCjE7MgoAvi96x974AuMAASAIuxnZux+2830BAAAAAARZWg==',
  'base64',
);

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-'));
});
after(() => rm(folder, { recursive: true }));

async function saved(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function read(path: string, limits = defaultSourceLimits): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of openFile(path, limits)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function refused(name: string, bytes: Uint8Array, limits = defaultSourceLimits): Promise<string> {
  const path = await saved(name, bytes);
  const problem = await read(path, limits).then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(problem instanceof ExchangeProblem, `${name}: ${problem}`);
  return problem.code;
}

test('plain, gzip and xz files give their bytes, by content and not by name', async () => {
  const text = 'a;b\n1;2\n';
  assert.equal(await read(await saved('plain.gz', Buffer.from(text))), text);
  assert.equal(await read(await saved('packed.csv', gzipSync(text))), text);
  assert.equal(await read(await saved('two.gz', Buffer.concat([gzipSync(text), gzipSync(text)]))), text + text);
  assert.equal(await read(await saved('packed.xz', smallXz)), text);
});

test('missing, empty and damaged files are refused with their reason', async () => {
  const gz = gzipSync(Buffer.from('row;1\n'.repeat(10_000)));
  const broken = Buffer.from(gz);
  broken[Math.floor(gz.length / 2)] = (broken[Math.floor(gz.length / 2)] ?? 0) ^ 0xff;
  await assert.rejects(read(join(folder, 'none')), { code: 'exchange.not_found' });
  await assert.rejects(read(folder), { code: 'exchange.not_found' });
  assert.equal(await refused('empty', new Uint8Array(0)), 'exchange.empty_file');
  assert.equal(await refused('empty.gz', gzipSync('')), 'exchange.empty_file');
  assert.equal(await refused('cut.gz', gz.subarray(0, gz.length - 20)), 'exchange.damaged_file');
  assert.equal(await refused('broken.gz', broken), 'exchange.damaged_file');
  assert.equal(await refused('cut.xz', smallXz.subarray(0, 30)), 'exchange.damaged_file');
  assert.equal(await refused('start.xz', smallXz.subarray(0, 6)), 'exchange.damaged_file');
  assert.equal(await refused('nested.gz', gzipSync(gzipSync('a'))), 'exchange.nested_archive');
});

test('EXC-4: a bomb is refused after little of it has been unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  assert.equal(await refused('bomb.gz', bomb), 'exchange.bomb');
  const limits = { ...defaultSourceLimits, maxBytes: 1000 };
  assert.equal(await refused('large.csv', Buffer.alloc(2000, 'a'), limits), 'exchange.too_large');
  assert.equal(await refused('large.gz', gzipSync(Buffer.alloc(2000, 'a')), limits), 'exchange.too_large');
});

test('a large xz file is read whole, and may be left at any piece', async () => {
  const bytes = Buffer.alloc(2_000_000, 'строка;1\n');
  const path = await saved('large.xz', madeXz(bytes));
  assert.equal(await read(path), bytes.toString());
  for (let stopAt = 1; stopAt <= 12; stopAt += 1) {
    let pieces = 0;
    for await (const _ of openFile(path)) {
      pieces += 1;
      if (pieces === stopAt) break;
    }
    assert.equal(pieces, stopAt);
  }
  const cut = madeXz(bytes).subarray(0, 1_000_000);
  assert.equal(await refused('large-cut.xz', cut), 'exchange.damaged_file');
});

test('xz files are read in turn; a reader that stops early lets the next one in', async () => {
  const path = await saved('turn.xz', smallXz);
  for await (const piece of openFile(path)) {
    assert.ok(piece.length > 0);
    break;
  }
  const texts = await Promise.all([read(path), read(path), read(path)]);
  assert.deepEqual(texts, ['a;b\n1;2\n', 'a;b\n1;2\n', 'a;b\n1;2\n']);
});

test('a second xz file is refused as busy when the first one takes too long', async () => {
  const path = await saved('slow.xz', smallXz);
  for await (const piece of openFile(path)) {
    assert.ok(piece.length > 0);
    const limits = { ...defaultSourceLimits, xzWaitMs: 20 };
    await assert.rejects(read(path, limits), { code: 'exchange.busy' });
  }
  assert.equal(await read(path), 'a;b\n1;2\n');
});

test('EXC-1: whatever is done to a packed file, it is read or refused with a code', async () => {
  const sources = [gzipSync('a;b\n'.repeat(500)), smallXz];
  const change = fc.tuple(fc.nat(), fc.nat(255), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), change, async (source, [at, byte, cut]) => {
      const bytes = Buffer.from(source);
      bytes[at % bytes.length] = byte;
      const path = await saved('mutated', bytes.subarray(0, 1 + (cut % bytes.length)));
      await read(path).catch((error: unknown) => assert.ok(error instanceof ExchangeProblem, String(error)));
    }),
    { numRuns: 300 },
  );
});
