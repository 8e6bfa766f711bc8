/** The commands of the line: their words, arguments and flags. Modules are loaded when a command is asked for. */
import type { Ending, Options } from './context.ts';

/** Every flag there is; `--json`, `--org` and `--as` go with every command that works on an org. */
export const flags = {
  help: { type: 'boolean', short: 'h' },
  org: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  map: { type: 'string' },
  errors: { type: 'string' },
  date: { type: 'string' },
  role: { type: 'string' },
  lang: { type: 'string' },
} as const;

export type Flag = keyof typeof flags;
/** The flags as they are written, for whoever mistook one. */
export const flagNames = Object.keys(flags)
  .map((flag) => `--${flag}`)
  .join(', ');
export type Values = { readonly [F in Flag]?: (typeof flags)[F]['type'] extends 'boolean' ? boolean : string };

type Args = readonly [string, string, string];
export type Spec = {
  readonly words: readonly string[];
  readonly args: readonly string[];
  readonly flags: readonly Flag[];
  /** How the flags are written after the command. */
  readonly tail?: string;
  run(options: Options, args: Args, values: Values): Promise<Ending>;
};

/** A flag that was given, under its name for the command; nothing when it was not. */
const given = <K extends string>(name: K, value: string | undefined): { readonly [P in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: string };

const ofOrg: readonly Flag[] = ['json', 'org', 'as'];

export const commands: readonly Spec[] = [
  {
    words: ['import'],
    args: ['kind', 'file'],
    flags: [...ofOrg, 'dry-run', 'map', 'errors'],
    tail: '[--dry-run] [--map NAME] [--errors FILE]',
    run: async (options, [kind, file], values) =>
      (await import('./import.ts')).importFile(options, {
        kind,
        file,
        dryRun: values['dry-run'] ?? false,
        ...given('map', values.map),
        ...given('errors', values.errors),
      }),
  },
  {
    words: ['price'],
    args: ['account', 'product', 'quantity'],
    flags: [...ofOrg, 'date'],
    tail: '[--date YYYY-MM-DD]',
    run: async (options, [account, product, quantity], { date }) =>
      (await import('./price.ts')).price(options, { account, product, quantity, ...given('date', date) }),
  },
  {
    words: ['verify'],
    args: [],
    flags: ofOrg,
    run: async (options) => (await import('./audit.ts')).verifyBooks(options),
  },
  {
    words: ['audit', 'verify'],
    args: [],
    flags: ofOrg,
    run: async (options) => (await import('./audit.ts')).auditVerify(options),
  },
  {
    words: ['user', 'list'],
    args: [],
    flags: ofOrg,
    run: async (options) => (await import('./user.ts')).userList(options),
  },
  {
    words: ['user', 'add'],
    args: ['e-mail', 'name'],
    flags: [...ofOrg, 'role', 'lang'],
    tail: '--role ROLE [--lang ru|en]',
    run: async (options, [email, name], { role, lang }) =>
      (await import('./user.ts')).userAdd(options, { email, name, ...given('role', role), ...given('lang', lang) }),
  },
  {
    words: ['user', 'password'],
    args: ['e-mail'],
    flags: ofOrg,
    run: async (options, [email]) => (await import('./user.ts')).userPassword(options, email),
  },
  {
    words: ['user', 'deactivate'],
    args: ['e-mail'],
    flags: ofOrg,
    run: async (options, [email]) => (await import('./user.ts')).userDeactivate(options, email),
  },
  { words: ['demo'], args: [], flags: ['json'], run: async () => (await import('./demo.ts')).demo() },
  {
    words: ['backup'],
    args: ['file'],
    flags: ['json'],
    run: async (_options, [file]) => (await import('./backup.ts')).backup(file),
  },
  {
    words: ['restore'],
    args: ['file'],
    flags: ['json'],
    run: async (_options, [file]) => (await import('./restore.ts')).restore(file),
  },
  { words: ['openapi'], args: [], flags: ['json'], run: async () => (await import('./openapi.ts')).openapi() },
];

/** `import <kind> <file> [--dry-run]`. */
export function usageOf({ words, args, tail }: Spec): string {
  return [...words, ...args.map((arg) => `<${arg}>`), ...(tail === undefined ? [] : [tail])].join(' ');
}

/** What `--help` shows. */
export const help = `kamerton <command> [--json] [--org NAME] [--as E-MAIL]
${commands.map((spec) => `  ${usageOf(spec)}\n`).join('')}
Kinds of import: accounts, products, prices, stock, orders, sales-history, bank-statement.
Exit code: 0 done, 1 refused, 2 bad use, 3 fault. With --json the last line of stdout is the answer.
`;

export type Asked = { readonly spec: Spec; readonly args: Args; readonly values: Values };

/** The command that the words name with its arguments, or what is wrong with them. */
export function askedFor(words: readonly string[], values: Values): Asked | (Ending & { kind: 'badUse' }) {
  const spec = commands.find((one) => one.words.every((word, at) => words[at] === word));
  const bad = (code: string, details: object) => ({ kind: 'badUse' as const, code, details });
  if (spec === undefined) {
    const known = commands.map((one) => one.words.join(' '));
    return bad('cli.no_such_command', { words: words.join(' '), commands: known.join(', ') });
  }
  const usage = usageOf(spec);
  const rest = words.slice(spec.words.length);
  const missing = spec.args.slice(rest.length);
  if (missing.length > 0) return bad('cli.missing_argument', { missing: missing.join(', '), usage });
  const extra = rest[spec.args.length];
  if (extra !== undefined) return bad('cli.extra_argument', { extra, usage });
  const idle = (Object.keys(values) as Flag[]).find((flag) => !spec.flags.includes(flag));
  if (idle !== undefined) return bad('cli.flag_not_here', { flag: `--${idle}`, usage });
  const [first = '', second = '', third = ''] = rest;
  return { spec, args: [first, second, third], values };
}
