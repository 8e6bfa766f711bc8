/** Passwords: argon2id by a kept library, the same work for known and unknown people, a bound on how many at once. */
import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. 2 is argon2id.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const atOnceMax = 3;
const waitingMax = 60;

/** Thrown when too many passwords wait to be checked; the border answers `platform.busy`. */
export class TooManyPasswords extends Error {}

const waiting: (() => void)[] = [];
let running = 0;

/** Keeps a flood of sign-ins from taking every thread and all memory of the process. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnceMax) {
    if (waiting.length >= waitingMax) throw new TooManyPasswords('too many passwords wait');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The place goes to the next in line, or becomes free.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** The hash to keep of a password, with its parameters and salt in it. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), parameters));
}

const nobody: Promise<string> = hash('nobody has this password', parameters);

/** Whether the password is the hash's. Without a hash the same work is done and the answer is no. */
export async function checkPassword(kept: string | null, password: string): Promise<boolean> {
  const compared = kept ?? (await nobody);
  const same = await inTurn(() => verify(compared, password.normalize('NFC')));
  return same && kept !== null;
}
