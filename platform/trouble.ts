/** Faults of what the program stands on, in words that a person can act by: each has its code, its text and its status. */
import { isPassing, sqlState } from './database.ts';

export type Trouble =
  /** Others hold what is needed. */
  | 'platform.busy'
  /** The database cannot be reached, or has no connection left. */
  | 'platform.unavailable'
  /** The database did not answer within the time a request is given. */
  | 'platform.too_slow'
  /** No room is left, for files or in the database. */
  | 'platform.disk_full'
  /** The folder of files cannot be read or written. */
  | 'platform.files_away';

/** What kind of trouble an error tells of; null for any other fault, which is ours. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof Error && error.message === 'Query read timeout') return 'platform.too_slow';
  const state = sqlState(error);
  if (/^(40001|40P01|55P03)$/.test(state)) return 'platform.busy';
  if (state === '57014') return 'platform.too_slow';
  if (/^(53100|ENOSPC|EDQUOT)$/.test(state)) return 'platform.disk_full';
  if (isPassing(error)) return 'platform.unavailable';
  if (/^(EACCES|EPERM|EROFS|EIO|ENOENT|ENOTDIR|ESTALE|EMFILE|ENFILE)$/.test(state)) return 'platform.files_away';
  return null;
}

/** What was sent and cannot be kept: a day or a moment of no calendar, in a field or in a cursor; a sum past all sums. */
export function unfitOf(error: unknown): 'platform.no_such_day' | 'platform.too_much' | null {
  const state = sqlState(error);
  if (/^2200[78]$/.test(state)) return 'platform.no_such_day';
  return state === '22003' ? 'platform.too_much' : null;
}

/** The status of a trouble: 507 when room is wanting, 503 when it passes by itself. */
export const statusOfTrouble: Readonly<Record<Trouble, number>> = {
  'platform.busy': 503,
  'platform.unavailable': 503,
  'platform.too_slow': 503,
  'platform.disk_full': 507,
  'platform.files_away': 503,
};

export const isTrouble = (code: string): code is Trouble => Object.hasOwn(statusOfTrouble, code);
