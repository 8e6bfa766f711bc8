/** `npm run -s kamerton -- <command>`: what the screens do, from the command line, on the same data. */
import { parseArgs } from 'node:util';
import type { Lang } from '#kernel/texts.ts';
import { BadConfig } from '#platform/config.ts';
import { type Ending, exitCode, type Options } from './cli/context.ts';
import { sentenceOf } from './import-texts.ts';

const usage = `kamerton <command> [--org NAME] [--as E-MAIL] [--json]
  import <kind> <file> [--dry-run] [--map NAME] [--errors FILE]
         kinds: accounts, products, prices, stock, orders, sales-history, bank-statement
  price <account> <product> <quantity> [--date YYYY-MM-DD]
  verify | audit verify | openapi | demo
  user list | user deactivate <e-mail>
  backup <file> | restore <file>`;

const options = {
  org: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  map: { type: 'string' },
  errors: { type: 'string' },
  date: { type: 'string' },
} as const;

type Values = {
  org?: string;
  as?: string;
  json?: boolean;
  'dry-run'?: boolean;
  map?: string;
  errors?: string;
  date?: string;
};

/** A command's modules are loaded when it is asked for: `--help` needs no database. */
async function run(words: readonly string[], values: Values): Promise<Ending> {
  const [name = '', first, second, third] = words;
  const common: Options = {
    json: values.json ?? false,
    ...(values.org === undefined ? {} : { org: values.org }),
    ...(values.as === undefined ? {} : { as: values.as }),
  };
  if (name === 'import' && first !== undefined && second !== undefined) {
    const { importFile } = await import('./cli/import.ts');
    const more = {
      ...(values.map === undefined ? {} : { map: values.map }),
      ...(values.errors === undefined ? {} : { errors: values.errors }),
    };
    return importFile(common, { kind: first, file: second, dryRun: values['dry-run'] ?? false, ...more });
  }
  if (name === 'price' && first !== undefined && second !== undefined && third !== undefined) {
    const { price } = await import('./cli/price.ts');
    const date = values.date === undefined ? {} : { date: values.date };
    return price(common, { account: first, product: second, quantity: third, ...date });
  }
  if (name === 'verify') return (await import('./cli/audit.ts')).verifyBooks(common);
  if (name === 'audit' && first === 'verify') return (await import('./cli/audit.ts')).auditVerify(common);
  if (name === 'openapi') return (await import('./cli/openapi.ts')).openapi();
  if (name === 'demo') return (await import('./cli/demo.ts')).demo();
  if (name === 'user' && first === 'list') return (await import('./cli/user.ts')).userList(common);
  if (name === 'user' && first === 'deactivate' && second !== undefined)
    return (await import('./cli/user.ts')).userDeactivate(common, second);
  if (name === 'backup' && first !== undefined) return (await import('./cli/backup.ts')).backup(first);
  if (name === 'restore' && first !== undefined) return (await import('./cli/restore.ts')).restore(first);
  return { kind: 'badUse', text: usage };
}

const lang: Lang = (process.env['LANG'] ?? '').startsWith('en') ? 'en' : 'ru';
function told(code: string, details: object | undefined): string {
  const plain = Object.entries(details ?? {}).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  const params = Object.fromEntries(plain) as Record<string, string | number>;
  return sentenceOf(code, lang, params) ?? `${code} ${JSON.stringify(details ?? {})}`;
}

function end(ending: Ending, json: boolean): never {
  if (ending.kind === 'done')
    process.stdout.write(`${json ? JSON.stringify(ending.answer) : (ending.text ?? JSON.stringify(ending.answer))}\n`);
  if (ending.kind === 'badUse') process.stderr.write(`${ending.text}\n`);
  if (ending.kind === 'refused') {
    process.stderr.write(`${told(ending.code, ending.details)}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ refused: ending.code, details: ending.details ?? {} })}\n`);
  }
  process.exit(exitCode[ending.kind]);
}

let asked: { values: Values; positionals: string[] };
try {
  asked = parseArgs({ args: process.argv.slice(2), options, allowPositionals: true });
} catch (error) {
  end({ kind: 'badUse', text: `${error instanceof Error ? error.message : ''}\n${usage}` }, false);
}
const { values, positionals } = asked;
try {
  end(await run(positionals, values), values.json ?? false);
} catch (error) {
  const isKnown = error instanceof BadConfig || (error instanceof Error && error.name === 'DatabaseFailure');
  process.stderr.write(`${isKnown ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(isKnown ? exitCode.badUse : exitCode.fault);
}
