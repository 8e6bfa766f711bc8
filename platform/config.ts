/** Settings from the environment, checked once at the start; README.md lists the same names. */
import path from 'node:path';

export type MailConfig = { readonly url: string; readonly from: string };

export type Config = {
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and the stored files. */
  readonly dataDir: string;
  /** Where people reach the program; links in letters and the cookie's Secure flag come from it. */
  readonly publicUrl: string;
  readonly databaseUrl: string | null;
  readonly mail: MailConfig | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/** The variables the program reads, with what each means; a test holds README.md to this list. */
export const variables = {
  PORT: 'port to listen on (3000)',
  HOST: 'address to listen on (127.0.0.1)',
  KAMERTON_DATA: 'folder of the embedded database and the files (./data)',
  KAMERTON_URL: 'address people open in the browser (http://HOST:PORT)',
  DATABASE_URL: 'an external PostgreSQL 15 or later instead of the embedded one',
  KAMERTON_MAIL_URL: 'mail server, smtp://user:password@host:port; without it letters wait in the list of jobs',
  KAMERTON_MAIL_FROM: 'sender of letters',
  KAMERTON_LOG: 'debug, info, warn, error or silent (info)',
} as const;

/** Thrown when the environment is wrong: says which variable and what it should be. */
export class BadConfig extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment. Throws BadConfig with all that is wrong at once. */
export function readConfig(env: Env): Config {
  const wrong: string[] = [];
  const text = (name: keyof typeof variables): string => (env[name] ?? '').trim();
  const port = text('PORT') === '' ? 3000 : Number(text('PORT'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push(`PORT must be a number from 0 to 65535, not «${text('PORT')}»`);
  const host = text('HOST') || '127.0.0.1';
  const logLevel = text('KAMERTON_LOG') || 'info';
  if (!isLevel(logLevel)) wrong.push(`KAMERTON_LOG must be debug, info, warn, error or silent, not «${logLevel}»`);
  const publicUrl =
    text('KAMERTON_URL') || `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
  const isOurs = text('KAMERTON_URL') === '';
  if (!isOurs && !isUrl(publicUrl, ['http:', 'https:']))
    wrong.push(`KAMERTON_URL must be an http(s) address, not «${publicUrl}»`);
  const databaseUrl = text('DATABASE_URL') || null;
  if (databaseUrl !== null && !isUrl(databaseUrl, ['postgres:', 'postgresql:']))
    wrong.push('DATABASE_URL must begin with postgres://');
  const mailUrl = text('KAMERTON_MAIL_URL');
  const from = text('KAMERTON_MAIL_FROM');
  if (mailUrl !== '' && !isUrl(mailUrl, ['smtp:', 'smtps:']))
    wrong.push('KAMERTON_MAIL_URL must begin with smtp:// or smtps://');
  if (mailUrl !== '' && !/^[^\s@]+@[^\s@]+$/.test(from))
    wrong.push('KAMERTON_MAIL_FROM must be an e-mail address when KAMERTON_MAIL_URL is set');
  if (wrong.length > 0 || !isLevel(logLevel)) throw new BadConfig(wrong.join('\n'));
  const mail = mailUrl === '' ? null : { url: mailUrl, from };
  return { port, host, dataDir: path.resolve(text('KAMERTON_DATA') || 'data'), publicUrl, databaseUrl, mail, logLevel };
}

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const isLevel = (text: string): text is Config['logLevel'] => levels.some((level) => level === text);

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
