import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file to put into a zip. */
export type ZipFile = { readonly name: string; readonly pieces: AsyncIterable<string> | Iterable<string> };

type Written = {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

// Sizes follow the data (bit 3), names are UTF-8 (bit 11).
const flags = 0x0808;
const version = 20;
const deflateMethod = 8;
// 1980-01-01: the same input gives the same bytes.
const date = 0x21;
const level = 6;
const largest = 0xffffffff;

/**
 * A zip as it is made, piece by piece; the files' texts are taken as fast as the pieces are. Throws RangeError over
 * 4 GB (zip64 is not written).
 */
export async function* zipPieces(files: AsyncIterable<ZipFile> | Iterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, pieces } of files) {
    const nameBytes = Buffer.from(name);
    yield localHeader(nameBytes);
    const sum = { crc: 0, size: 0 };
    let packed = 0;
    for await (const piece of deflated(counted(pieces, sum))) {
      packed += piece.length;
      yield piece;
    }
    yield descriptor(sum, packed);
    written.push({ name: nameBytes, ...sum, packed, offset });
    offset += 30 + nameBytes.length + packed + 16;
    if (offset > largest || sum.size > largest) throw new RangeError('a zip over 4 GB');
  }
  yield directory(written, offset);
}

async function* deflated(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const source = Readable.from(pieces);
  const deflate = createDeflateRaw({ level, chunkSize: 65_536 });
  // A pipe passes no errors on: without this a failed query would hang the download.
  source.on('error', (error) => deflate.destroy(error));
  try {
    yield* source.pipe(deflate);
  } finally {
    source.destroy();
  }
}

async function* counted(pieces: ZipFile['pieces'], sum: { crc: number; size: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    sum.crc = crc32(bytes, sum.crc);
    sum.size += bytes.length;
    yield bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflateMethod, 8);
  header.writeUInt16LE(date, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, size }: { crc: number; size: number }, packed: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function directory(written: readonly Written[], offset: number): Buffer {
  const central = Buffer.concat(written.map(centralHeader));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([central, end]);
}

function centralHeader({ name, crc, packed, size, offset }: Written): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(deflateMethod, 10);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}
