/** Passwords: argon2id by a kept library, the same work for known and unknown people, a bound on how many at once. */
import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. 2 is argon2id.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const atOnceMax = 3;
const waitingMax = 60;

/** Thrown when too many passwords wait to be checked. */
export class TooManyPasswords extends Error {}

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Waits for a place among the few that work on passwords at once: a flood of sign-ins must not take every thread and
 * all memory of the process. Whoever needs a transaction and a password takes the turn first, then the transaction.
 */
export async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
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

const nobody: Promise<string> = hash('nobody has this password', parameters);

/** The hash to keep of a password, with its parameters and salt in it. For those who have their turn. */
export function hashNow(password: string): Promise<string> {
  return hash(password.normalize('NFC'), parameters);
}

/** Whether the password is the hash's; without a hash the same work, and no. For those who have their turn. */
export async function checkNow(kept: string | null, password: string): Promise<boolean> {
  const same = await verify(kept ?? (await nobody), password.normalize('NFC'));
  return same && kept !== null;
}

/** `hashNow` in turn. */
export function hashPassword(password: string): Promise<string> {
  return takeTurn(() => hashNow(password));
}

/** `checkNow` in turn. */
export function checkPassword(kept: string | null, password: string): Promise<boolean> {
  return takeTurn(() => checkNow(kept, password));
}
