import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { zipOf } from './made-workbook.ts';
import { readZipDirectory, readZipEntry } from './zip.ts';
import { zipPieces } from './zip-write.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-'));
});
after(() => rm(folder, { recursive: true }));

async function textsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const path = join(folder, 'a.zip');
  await writeFile(path, bytes);
  const texts: Record<string, string> = {};
  for (const entry of await readZipDirectory(path)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of readZipEntry(path, entry)) pieces.push(piece);
    texts[entry.name] = Buffer.concat(pieces).toString();
  }
  return texts;
}

const files = { 'a.txt': 'a'.repeat(1000), 'папка/б.txt': 'текст', 'empty.txt': '' };

test('the files of a zip come back: of another program, of ours, with a comment at its end', async () => {
  assert.deepEqual(await textsOf(zipOf(files)), files);
  const ours: Uint8Array[] = [];
  const list = Object.entries(files).map(([name, text]) => ({ name, pieces: [text] }));
  for await (const piece of zipPieces(list)) ours.push(piece);
  assert.deepEqual(await textsOf(Buffer.concat(ours)), files);

  const commented = Buffer.concat([zipOf(files), Buffer.from('a comment, PK\x05\x06 in it')]);
  commented.writeUInt16LE(commented.length - zipOf(files).length, zipOf(files).length - 2);
  assert.deepEqual(await textsOf(commented), files);
});

test('a directory of 64 bits is read', async () => {
  const narrow = Buffer.from(zipOf({ 'a.txt': files['a.txt'] }));
  const end = narrow.length - 22;
  const start = narrow.readUInt32LE(end + 16);
  const central = narrow.subarray(start, end);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(24)), 4);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(20)), 12);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(42)), 20);
  const wide = Buffer.concat([central, extra]);
  for (const at of [20, 24, 42]) wide.writeUInt32LE(0xffffffff, at);
  wide.writeUInt16LE(28, 30);

  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(wide.length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + wide.length), 8);
  const last = Buffer.from(narrow.subarray(end));
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 16);
  const bytes = Buffer.concat([narrow.subarray(0, start), wide, end64, locator, last]);
  assert.deepEqual(await textsOf(bytes), { 'a.txt': files['a.txt'] });
});
