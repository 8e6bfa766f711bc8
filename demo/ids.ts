import { hash } from 'node:crypto';

/** Things without a moment of their own are as old as this. */
const epochMs = Date.UTC(2024, 0, 1);

/** The id of a thing of the demo company: always the same for the same name and moment, shaped as a UUIDv7. */
export function demoId(kind: string, name: string | number, atMs: number = epochMs): string {
  const time = atMs.toString(16).padStart(12, '0');
  const digest = hash('sha256', `${kind}\u0000${name}`, 'hex');
  const variant = '89ab'[Number.parseInt(digest.charAt(3), 16) % 4] ?? '8';
  const tail = `7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(8, 20)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail}`;
}
