import type { Details } from '#kernel/result.ts';
import type { StatementWarning, StatementWarningCode } from './statement-model.ts';

/** Collects what is wrong with a file while it is read. */
export type Warnings = {
  /** Notes a fault at a line (null: the whole file). */
  readonly add: (code: StatementWarningCode, line: number | null, details?: Details) => void;
  /** Notes a fault of a kind only the first time it is met: `about` names the kind. */
  readonly once: (about: string, code: StatementWarningCode, line: number | null, details?: Details) => void;
  /** All faults; beyond the bound they are only counted, in the last one. */
  readonly all: () => StatementWarning[];
};

// A screen shows them to a person; a broken file of a million lines must not fill the memory.
const most = 1000;

/** Starts an empty collection. */
export function newWarnings(): Warnings {
  const kept: StatementWarning[] = [];
  const seen = new Set<string>();
  let omitted = 0;

  const add: Warnings['add'] = (code, line, details = {}) => {
    if (kept.length < most) kept.push({ code, line, details });
    else omitted += 1;
  };
  return {
    add,
    once: (about, code, line, details) => {
      const topic = `${code} ${about}`;
      if (seen.size >= most || seen.has(topic)) return;
      seen.add(topic);
      add(code, line, details);
    },
    all: () => {
      if (omitted === 0) return kept;
      return [...kept, { code: 'settlements.statement_warnings_omitted', line: null, details: { count: omitted } }];
    },
  };
}
