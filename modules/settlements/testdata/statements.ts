import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStatement, readStatement } from '../rules/statement.ts';
import type { Statement } from '../rules/statement-model.ts';

const here = import.meta.dirname;
const originals = join(here, '../../../../shared/data/bank');

/** The bytes of a file of this folder. */
export function sampleBytes(name: string): Buffer {
  return readFileSync(join(here, name));
}

/** The bytes of a file that may not be published with us, or null where it does not lie beside the repository. */
export function originalBytes(name: string): Buffer | null {
  const path = join(originals, name);
  return existsSync(path) ? readFileSync(path) : null;
}

/** The statement in these bytes; fails the test when they are refused. */
export function statementIn(bytes: Uint8Array): Statement {
  const result = readStatement(bytes);
  assert.ok(result.ok, 'a statement');
  return result.value;
}

/** The statement written by these lines, below the format's mark and the header that the standard wants. */
export function statementOfLines(...lines: string[]): Statement {
  const header = ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows'];
  const result = parseStatement([...header, 'ДатаНачала=01.06.2026', 'ДатаКонца=30.06.2026', ...lines].join('\n'));
  assert.ok(result.ok, 'a statement');
  return result.value;
}

/** Codes of the warnings with their lines: 'statement_sum_bad:12'. */
export function warningsOf({ warnings }: Statement): string[] {
  return warnings.map(({ code, line }) => `${code.replace('settlements.', '')}:${line ?? ''}`);
}
