const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const counterMost = 0xfff;

let lastMs = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter, 62 random bits. Ids made by one process
 * sort in the order they were made, within one millisecond and when the clock steps back too.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  tick(Date.now(), bytes);

  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(lastMs / 0x1_0000));
  view.setUint16(4, lastMs % 0x1_0000);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));

  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
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
