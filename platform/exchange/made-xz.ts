import { crc32 } from 'node:zlib';

const magic = Buffer.from('fd377a585a00', 'hex');
const noCheck = Buffer.from([0, 0]);
const chunkMax = 65_536;

/** An xz file for tests that holds the bytes unpacked (LZMA2 without compression): large files without a packer. */
export function madeXz(bytes: Uint8Array): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkMax) {
    const data = bytes.subarray(at, at + chunkMax);
    const head = Buffer.from([at === 0 ? 1 : 2, 0, 0]);
    head.writeUInt16BE(data.length - 1, 1);
    chunks.push(head, Buffer.from(data));
  }
  // One filter, LZMA2 (0x21) with one byte of properties: a dictionary of 64 KB.
  const blockHeader = withSum(Buffer.from([2, 0, 0x21, 1, 8, 0, 0, 0]));
  const packed = Buffer.concat([...chunks, Buffer.from([0])]);
  const index = Buffer.concat([Buffer.from([0, 1]), varint(blockHeader.length + packed.length), varint(bytes.length)]);
  const indexed = withSum(padded(index));
  const footer = Buffer.alloc(6);
  footer.writeUInt32LE(indexed.length / 4 - 1, 0);
  const footerSum = Buffer.alloc(4);
  footerSum.writeUInt32LE(crc32(footer), 0);
  const block = padded(Buffer.concat([blockHeader, packed]));
  return Buffer.concat([magic, withSum(noCheck), block, indexed, footerSum, footer, Buffer.from('YZ')]);
}

function withSum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(bytes), 0);
  return Buffer.concat([bytes, sum]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    if (rest < 128) return Buffer.from(bytes);
  }
}
