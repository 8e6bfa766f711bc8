/** What a module says about each kind of table it can import; the import's runner does the rest. */
import type { Details } from '#kernel/result.ts';
import type { ActContext } from '../command.ts';
import type { Read } from '../database.ts';
import type { Permission } from '../permission.ts';
import type { FieldSpec, FieldValue, Values } from './field.ts';

/** What a module found about a row: its code has a text in the module's texts, `params` are its parameters. */
export type ImportProblem = {
  /** The field it is about, so that the cell can be shown; null for the row as a whole. */
  readonly field: string | null;
  readonly code: string;
  /** What stands there, for the error file. */
  readonly value?: string;
  readonly params?: Details;
  /** The row was taken all the same, with something mended or left out. */
  readonly warning?: true;
};

export type RowOutcome = {
  /** As a spreadsheet program numbers it: the `row` that was given. */
  readonly row: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly problems?: readonly ImportProblem[];
};

export type ImportRow<R> = { readonly row: number; readonly values: R };

/** Rows given to `apply` at once, at most. */
export const importRowsMost = 5_000;

/** Figures of a whole file, for the answer of the command line and the screen: counts, and sums as digits. */
export type ImportSummary = Readonly<Record<string, number | string>>;

/**
 * What a kind keeps over one pass through a file, when a row depends on those before it. It must be made by the file
 * alone: an import that goes on after a fault reads the file from its beginning, and its batches are not applied twice.
 */
export type ImportPass<R> = {
  /**
   * Sees the readable rows in the order of the file, by the kind's fields, before they are applied; answers what
   * `apply` is given.
   */
  ready(rows: readonly ImportRow<Readonly<Record<string, FieldValue>>>[]): readonly ImportRow<R>[];
  /** Sees which rows of a batch were taken (all but the rejected ones), in the order of the file. */
  taken(rows: readonly ImportRow<R>[]): void;
  /** After the last row, in an act of its own. */
  finish(context: ActContext): Promise<ImportSummary>;
};

/**
 * A kind of import. `apply` runs inside a command's transaction (a preview is its dry run) with up to `importRowsMost`
 * rows that were read without problems. It answers one outcome for each row, in the same order; a rejected row leaves
 * nothing behind, and the same rows again are `unchanged`.
 */
export type ImportKind<R> = {
  readonly kind: string;
  /** The right that the kind needs beside `imports.run`. */
  readonly permission: Permission;
  readonly fields: readonly FieldSpec[];
  /** Constraint name -> refusal code: what stops a whole batch, as in a command. */
  readonly constraints?: Readonly<Record<string, string>>;
  /** Fields that depend on the org's own data, beside `fields`: price columns that stand as columns of the file. */
  moreFields?(read: Read, orgId: string): Promise<readonly FieldSpec[]>;
  /** Begins a pass. A kind that has passes is previewed in one transaction: its figures are of the whole file. */
  begin?(): ImportPass<R>;
  /**
   * What a row may mean or take, by name: codes, numbers. Two batches that have none in common are applied at the same
   * time; without it they follow one another.
   */
  keysOf?(values: R): readonly string[];
  apply(context: ActContext, rows: readonly ImportRow<R>[]): Promise<RowOutcome[]>;
};

/** A kind whose rows the runner need not know. */
export type AnyImportKind = Omit<ImportKind<never>, 'begin'> & { begin?(): unknown };

/** The values of a kind's rows by its fields. */
export type ImportValues<F extends readonly FieldSpec[]> = Values<F>;
