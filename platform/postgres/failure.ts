/** Why the database cannot be had. Each code has one remedy, which the message names. */
export type DatabaseFailureCode =
  | 'no_binaries'
  | 'no_account'
  | 'folder_owner'
  | 'folder_busy'
  | 'disk_full'
  | 'no_memory'
  | 'socket_path_too_long'
  | 'version'
  | 'start_failed'
  | 'bad_url'
  | 'unreachable'
  | 'sign_in'
  | 'unsuitable';

/** Thrown when the database cannot be started or reached; `message` is a sentence for the person who runs Kamerton. */
export class DatabaseFailure extends Error {
  readonly code: DatabaseFailureCode;

  constructor(code: DatabaseFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseFailure';
    this.code = code;
  }
}

type Sign = { readonly pattern: RegExp; readonly code: DatabaseFailureCode; readonly words: string };

/** What PostgreSQL writes, and what a person should do about it. The first match wins. */
const signs: readonly Sign[] = [
  {
    pattern: /No space left on device|ENOSPC|could not extend file/,
    code: 'disk_full',
    words: 'The disk is full. Free some space and start Kamerton again; nothing that was saved is lost.',
  },
  {
    pattern: /socket path .* too long/,
    code: 'socket_path_too_long',
    words: 'The folder for the database socket has too long a name. Set TMPDIR to a shorter folder, for example /tmp.',
  },
  {
    pattern: /database files are incompatible|was initialized by PostgreSQL version/,
    code: 'version',
    words: 'The data folder was made by another major version of PostgreSQL. Export with the old version, import here.',
  },
  {
    pattern: /database locale is incompatible/,
    code: 'version',
    words: 'This system lacks the UTF-8 locale the data folder was made with. Install it, for example C.UTF-8.',
  },
  {
    pattern: /could not look up effective user ID/,
    code: 'no_account',
    words: 'The user Kamerton runs as has no entry in /etc/passwd, which PostgreSQL needs. Run it as a named user.',
  },
  {
    pattern: /error while loading shared libraries|GLIBC(XX)?_[\d.]+' not found|ENOENT/,
    code: 'no_binaries',
    words: 'The PostgreSQL that comes with Kamerton does not run on this system (it needs glibc and libstdc++).',
  },
  {
    pattern: /Cannot allocate memory|could not map anonymous shared memory|could not create shared memory/,
    code: 'no_memory',
    words: 'There is not enough memory to start PostgreSQL; it needs about 400 MB.',
  },
  {
    pattern: /EPERM|EINVAL|setuid|Operation not permitted/,
    code: 'no_account',
    words: 'This system does not let Kamerton start PostgreSQL under another user. Run Kamerton as an ordinary user.',
  },
  {
    pattern: /Permission denied|EACCES/,
    code: 'folder_owner',
    words: 'PostgreSQL may not read or write its data folder. Give the folder to the user that runs Kamerton.',
  },
];

/** Turns what PostgreSQL or the system said into a failure in words; `advice` tells where the whole text is. */
export function explain(said: string, advice: string): DatabaseFailure {
  const sign = signs.find(({ pattern }) => pattern.test(said));
  const lastLines = said.trim().split('\n').slice(-8).join('\n');
  if (sign) return new DatabaseFailure(sign.code, `${sign.words} (${advice})\n${lastLines}`);
  return new DatabaseFailure('start_failed', `PostgreSQL did not start (${advice}).\n${lastLines}`);
}

/** Turns an error of a file operation on `path` into a failure in words; other errors pass through unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOSPC') return new DatabaseFailure('disk_full', `The disk that holds ${path} is full.`, error);
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    const words = `Kamerton may not read or write ${path}. Run it as the user who made that folder.`;
    return new DatabaseFailure('folder_owner', words, error);
  }
  if (error.code === 'EROFS') return new DatabaseFailure('folder_owner', `${path} is on a read-only disk.`, error);
  return error;
}
