/** `npm run -s kamerton -- <command>`: what the screens do, from the command line, on the same data. */
import { parseArgs } from 'node:util';
import { BadConfig } from '#platform/config.ts';
import { askedFor, flagNames, flags, help, type Values } from './cli/commands.ts';
import type { Ending, Options } from './cli/context.ts';
import { end, fault } from './cli/tell.ts';

const words = process.argv.slice(2);
// Read before the rest, so that even what cannot be read is answered as it was asked for.
const json = words.includes('--json');

function parsed(): { values: Values; positionals: string[] } | (Ending & { kind: 'badUse' }) {
  try {
    return parseArgs({ args: words, options: flags, allowPositionals: true });
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    return { kind: 'badUse', code: 'cli.bad_flag', details: { what, flags: flagNames } };
  }
}

async function run(): Promise<Ending> {
  const read = parsed();
  if ('kind' in read) return read;
  const { values, positionals } = read;
  if (values.help === true || (positionals.length === 1 && positionals[0] === 'help'))
    return { kind: 'done', answer: { help }, text: help.trimEnd() };
  const asked = askedFor(positionals, values);
  if ('kind' in asked) return asked;
  const { org, as } = asked.values;
  const options: Options = { json, ...(org === undefined ? {} : { org }), ...(as === undefined ? {} : { as }) };
  try {
    return await asked.spec.run(options, asked.args, asked.values);
  } catch (error) {
    if (error instanceof BadConfig)
      return { kind: 'badUse', code: 'cli.bad_settings', details: { what: error.message } };
    throw error;
  }
}

try {
  end(await run(), json);
} catch (error) {
  fault(error, json);
}
