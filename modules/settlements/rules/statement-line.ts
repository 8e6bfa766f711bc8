import type { PlainDate } from '#kernel/plain-date.ts';
import { type Direction, type DirectionFound, directionOf, onlyAccount } from './statement-direction.ts';
import type { Party, Statement, StatementDocument } from './statement-model.ts';

/** One movement of a statement as our books see it. */
export type StatementLine = {
  /** The line of the file it begins at. */
  readonly line: number;
  readonly direction: Direction;
  /** 'debit_date': our side was told only by the bank's debit date, the number of the account did not say it. */
  readonly evidence: DirectionFound['evidence'];
  /** Our account; '' when foreign. */
  readonly account: string;
  readonly number: string;
  readonly documentDate: PlainDate | null;
  /** The day the bank moved the money; null when the file has no readable date: a person gives it. */
  readonly bookedOn: PlainDate | null;
  /** Kopecks, above zero; null when the file has no readable sum. */
  readonly sumMinor: bigint | null;
  readonly counterparty: Party;
  readonly purpose: string;
  /** Two lines are one movement exactly when these texts are equal. Long: keep its hash. */
  readonly keyText: string;
  /** The line of this file where the same movement stood first, or null. */
  readonly repeats: number | null;
};

/** The accounts that a statement is about: of its sections and its header. */
export function statementAccounts({ header, accounts }: Pick<Statement, 'header' | 'accounts'>): string[] {
  const named = [...accounts.map((section) => section.account), ...header.accounts];
  return [...new Set(named.filter((account) => account !== ''))];
}

/**
 * The movements of a statement for our accounts `own`, in the order of the file; the counterparty is the other side.
 * A movement met twice in the file is marked by `repeats`.
 */
export function statementLines(statement: Statement, own: ReadonlySet<string>): StatementLine[] {
  // What the bank debited can only be from an account the statement is about.
  const about = onlyAccount(statementAccounts(statement));
  const debited = about !== null && own.has(about) ? about : null;
  const firstAt = new Map<string, number>();
  return statement.documents.map((document) => {
    const line = lineOf(document, directionOf(document, own, debited));
    const before = firstAt.get(line.keyText);
    if (before === undefined) firstAt.set(line.keyText, line.line);
    return { ...line, repeats: before ?? null };
  });
}

function lineOf(document: StatementDocument, found: DirectionFound): Omit<StatementLine, 'repeats'> {
  const { direction, evidence, account } = found;
  const counterparty = direction === 'out' || direction === 'internal' ? document.payee : document.payer;
  const { line, number, date, sumMinor, purpose } = document;
  const bookedOn = bookingDate(document, direction);
  const facts = { direction, account, number, bookedOn, sumMinor, counterparty, purpose };
  return { ...facts, line, evidence, documentDate: date, keyText: movementKey(facts) };
}

/** The day of the movement: debited or credited, by the direction; where the bank gives none, the document's date. */
export function bookingDate(document: StatementDocument, direction: Direction): PlainDate | null {
  const { date, debitedOn, creditedOn } = document;
  return direction === 'in' ? (creditedOn ?? date) : (debitedOn ?? creditedOn ?? date);
}

type KeyFacts = Pick<
  StatementLine,
  'account' | 'direction' | 'bookedOn' | 'number' | 'sumMinor' | 'counterparty' | 'purpose'
>;

/**
 * The canonical text by which a movement is known again when a statement of an overlapping period is loaded: account,
 * direction, booking date, number, sum, the other side's account, purpose. Spaces and case of the texts do not count.
 * Its hash is the idempotency key of the payment.
 */
export function movementKey(facts: KeyFacts): string {
  const sum = facts.sumMinor === null ? '' : String(facts.sumMinor);
  return JSON.stringify([
    'v1',
    facts.account,
    facts.direction,
    facts.bookedOn ?? '',
    plain(facts.number),
    sum,
    facts.counterparty.account,
    plain(facts.purpose),
  ]);
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toUpperCase();
}
