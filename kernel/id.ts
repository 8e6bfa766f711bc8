const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const counterMost = 0xfff;

let lastMs = 0;
let counter = 0;

// Random bytes are drawn for many ids at once: an import makes hundreds of thousands.
const idBytes = 16;
const pool = new Uint8Array(256 * idBytes);
let poolAt = pool.length;

function randomBytes(): Uint8Array {
  if (poolAt === pool.length) {
    crypto.getRandomValues(pool);
    poolAt = 0;
  }
  poolAt += idBytes;
  return pool.subarray(poolAt - idBytes, poolAt);
}

const hexOf = Array.from({ length: 256 }, (_value, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter, 62 random bits. Ids made by one process
 * sort in the order they were made, within one millisecond and when the clock steps back too.
 */
export function newId(): string {
  const random = randomBytes();
  tick(Date.now(), random);
  const hex = (at: number): string => hexOf[random[at] ?? 0] ?? '';
  const time = lastMs.toString(16).padStart(12, '0');
  const count = (0x7000 | counter).toString(16);
  const variant = hexOf[0x80 | ((random[8] ?? 0) & 0x3f)] ?? '';
  const node = hex(10) + hex(11) + hex(12) + hex(13) + hex(14) + hex(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${variant}${hex(9)}-${node}`;
}

/** Whether the text is a UUIDv7 in its one accepted spelling: lower case, with hyphens. */
export function isId(text: string): boolean {
  return shape.test(text);
}

function tick(now: number, random: Uint8Array): void {
  if (now > lastMs) {
    lastMs = now;
    // Starts in the lower half, so that at least 2048 more ids fit into the millisecond.
    counter = (((random[6] ?? 0) << 8) | (random[7] ?? 0)) & 0x7ff;
    return;
  }
  counter += 1;
  if (counter <= counterMost) return;
  lastMs += 1;
  counter = 0;
}
