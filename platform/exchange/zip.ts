import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { fileSize, typed } from './open-source.ts';
import { ExchangeProblem } from './problem.ts';

/** What a zip may hold by its directory, before a byte is unpacked. */
export type ZipLimits = {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
  /** Unpacked to packed size of an entry, looked at beyond `ratioFrom` unpacked bytes. */
  readonly maxRatio: number;
  readonly ratioFrom: number;
};

/** 10,000 entries, 1 GB an entry, 2 GB all; 100:1 beyond 16 MB (sheets pack to 10:1, repetitive ones to 40:1). */
export const defaultZipLimits: ZipLimits = {
  maxEntries: 10_000,
  maxEntryBytes: 1_073_741_824,
  maxTotalBytes: 2_147_483_648,
  maxRatio: 100,
  ratioFrom: 16_777_216,
};

/** A file in the zip as its directory describes it. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
};

const endSignature = 0x06054b50;
const end64Locator = 0x07064b50;
const end64Signature = 0x06064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 65_535;
const centralLength = 46;
const localLength = 30;
const directoryMax = 33_554_432;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;
const full32 = 0xffffffff;

/**
 * The directory of a zip, checked against the limits: sizes, ratios, the number of entries, entries that lie over one
 * another. Nothing is unpacked. Throws ExchangeProblem bomb, too_large, encrypted, damaged_file, not_found, empty_file.
 */
export async function readZipDirectory(path: string, limits: ZipLimits = defaultZipLimits): Promise<ZipEntry[]> {
  const size = await fileSize(path);
  const file = await open(path, 'r');
  try {
    const place = await findDirectory(file, size);
    if (place.count > limits.maxEntries) throw new ExchangeProblem('exchange.bomb', { entries: place.count });
    if (place.length > directoryMax || place.offset + place.length > size) throw damaged();
    const directory = await readAt(file, place.offset, place.length);
    const entries = parseDirectory(directory, place.count);
    checkSizes(entries, limits);
    checkOverlaps(entries, place.offset);
    return entries;
  } finally {
    await file.close();
  }
}

/**
 * The unpacked bytes of an entry, in pieces. Throws ExchangeProblem damaged_file when they are not those that the
 * directory promised (their number, their check sum), bomb when there are more.
 */
export async function* readZipEntry(path: string, entry: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
  if (entry.method !== stored && entry.method !== deflated) throw damaged();
  const start = await dataStart(path, entry);
  if (entry.packedSize === 0) return;
  let bytes = 0;
  let sum = 0;
  for await (const piece of typed(unpack(path, entry, start))) {
    bytes += piece.length;
    if (bytes > entry.size) throw new ExchangeProblem('exchange.bomb', { entry: entry.name });
    sum = crc32(piece, sum);
    yield piece;
  }
  if (bytes !== entry.size || sum !== entry.crc) throw damaged();
}

async function* unpack(path: string, entry: ZipEntry, start: number): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { start, end: start + entry.packedSize - 1 });
  if (entry.method === stored) {
    yield* file;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 65_536 });
  file.on('error', (error) => inflate.destroy(error));
  try {
    yield* file.pipe(inflate);
  } finally {
    file.destroy();
  }
}

async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path, 'r');
  try {
    const local = await readAt(file, entry.offset, localLength);
    if (local.readUInt32LE(0) !== localSignature) throw damaged();
    return entry.offset + localLength + local.readUInt16LE(26) + local.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

type DirectoryPlace = { readonly count: number; readonly offset: number; readonly length: number };

async function findDirectory(file: FileHandle, size: number): Promise<DirectoryPlace> {
  const length = Math.min(size, endLength + longestComment);
  const tail = await readAt(file, size - length, length);
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature || at + endLength + tail.readUInt16LE(at + 20) > tail.length) continue;
    const place = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const wide = place.count === 0xffff || place.length === full32 || place.offset === full32;
    return wide && at >= 20 ? findDirectory64(file, tail.subarray(at - 20, at), place) : place;
  }
  throw damaged();
}

async function findDirectory64(file: FileHandle, locator: Buffer, narrow: DirectoryPlace): Promise<DirectoryPlace> {
  if (locator.readUInt32LE(0) !== end64Locator) return narrow;
  const end = await readAt(file, safe(locator.readBigUInt64LE(8)), 56);
  if (end.readUInt32LE(0) !== end64Signature) throw damaged();
  return {
    count: safe(end.readBigUInt64LE(32)),
    length: safe(end.readBigUInt64LE(40)),
    offset: safe(end.readBigUInt64LE(48)),
  };
}

function parseDirectory(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + centralLength > directory.length || directory.readUInt32LE(at) !== centralSignature) throw damaged();
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + centralLength + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged();
    if ((directory.readUInt16LE(at + 8) & encryptedFlag) !== 0) throw new ExchangeProblem('exchange.encrypted');
    const extraStart = at + centralLength + nameLength;
    const sizes = wideSizes(directory.subarray(extraStart, extraStart + extraLength), {
      size: directory.readUInt32LE(at + 24),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    entries.push({
      name: directory.toString('utf8', at + centralLength, extraStart).replaceAll('\\', '/'),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      ...sizes,
    });
    at = next;
  }
  return entries;
}

type Sizes = { readonly size: number; readonly packedSize: number; readonly offset: number };

/** The sizes of an entry, of 64 bits where those of 32 bits are full (the zip64 extra field). */
function wideSizes(extra: Buffer, narrow: Sizes): Sizes {
  if (narrow.size !== full32 && narrow.packedSize !== full32 && narrow.offset !== full32) return narrow;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const values = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let from = 0;
    const wide = (value: number): number => {
      if (value !== full32) return value;
      if (from + 8 > values.length) throw damaged();
      from += 8;
      return safe(values.readBigUInt64LE(from - 8));
    };
    return { size: wide(narrow.size), packedSize: wide(narrow.packedSize), offset: wide(narrow.offset) };
  }
  return narrow;
}

function checkSizes(entries: readonly ZipEntry[], limits: ZipLimits): void {
  let total = 0;
  for (const { name, size, packedSize } of entries) {
    total += size;
    const ratio = Math.floor(size / Math.max(packedSize, 1));
    if (size > limits.ratioFrom && ratio > limits.maxRatio)
      throw new ExchangeProblem('exchange.bomb', { entry: name, ratio });
    if (size > limits.maxEntryBytes)
      throw new ExchangeProblem('exchange.too_large', { maxBytes: limits.maxEntryBytes });
  }
  if (total > limits.maxTotalBytes) throw new ExchangeProblem('exchange.too_large', { maxBytes: limits.maxTotalBytes });
}

// A bomb of a few megabytes can hold petabytes when its entries share their packed bytes.
function checkOverlaps(entries: readonly ZipEntry[], directoryOffset: number): void {
  const sorted = entries.toSorted((one, other) => one.offset - other.offset);
  for (const [at, { offset, packedSize, name }] of sorted.entries()) {
    const end = offset + localLength + packedSize;
    if (end > directoryOffset) throw damaged();
    if (end > (sorted[at + 1]?.offset ?? directoryOffset)) throw new ExchangeProblem('exchange.bomb', { entry: name });
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead < length) throw damaged();
  return buffer;
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

function damaged(): ExchangeProblem {
  return new ExchangeProblem('exchange.damaged_file');
}
