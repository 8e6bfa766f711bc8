/** What the command line says: the answer to stdout, words to stderr, the exit code. */
import { hasText, type Lang, translate } from '#kernel/texts.ts';
import { texts as accessTexts } from '#modules/access/texts.ts';
import { sentenceOf } from '../import-texts.ts';
import { type Ending, exitCode } from './context.ts';

/** The language of the terminal. */
export const lang: Lang = (process.env['LANG'] ?? '').startsWith('en') ? 'en' : 'ru';

/** The sentence of a code, in the language of the terminal. */
export function told(code: string, details: object | undefined): string {
  const plain = Object.entries(details ?? {}).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  const params = Object.fromEntries(plain) as Record<string, string | number>;
  if (hasText(accessTexts, code)) return translate(accessTexts, lang, code, params);
  return sentenceOf(code, lang, params) ?? `${code} ${JSON.stringify(details ?? {})}`;
}

/** Says how a command ended and ends the process. With `json` the last line of stdout is always one line of JSON. */
export function end(ending: Ending, json: boolean): void {
  if (ending.kind !== 'done') process.stderr.write(`${told(ending.code, ending.details)}\n`);
  leave(json || ending.kind === 'done' ? lineOf(ending, json) : '', exitCode[ending.kind]);
}

function lineOf(ending: Ending, json: boolean): string {
  if (ending.kind !== 'done') {
    const word = ending.kind === 'refused' ? 'refused' : 'bad_use';
    return `${JSON.stringify({ [word]: ending.code, details: ending.details ?? {} })}\n`;
  }
  return `${json ? JSON.stringify(ending.answer) : (ending.text ?? JSON.stringify(ending.answer))}\n`;
}

/** Says what went wrong with the program, not with what was asked of it. */
export function fault(error: unknown, json: boolean): void {
  const isPlain = error instanceof Error && (error.name === 'DatabaseFailure' || error.name === 'BadConfig');
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${isPlain || !(error instanceof Error) ? message : (error.stack ?? message)}\n`);
  leave(json ? `${JSON.stringify({ fault: message })}\n` : '', exitCode.fault);
}

/** A pipe takes long answers in pieces: the process ends when the last is out. */
function leave(line: string, code: number): void {
  process.exitCode = code;
  process.stdout.write(line, () => process.exit(code));
}
