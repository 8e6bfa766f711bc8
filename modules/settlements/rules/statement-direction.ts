import type { Party, StatementDocument } from './statement-model.ts';

/** To us, from us, between our own accounts, or none of our accounts is in it: to be looked at by a person. */
export type Direction = 'in' | 'out' | 'internal' | 'foreign';

export type DirectionFound = {
  readonly direction: Direction;
  /** Our account; the paying one of an internal transfer; '' when foreign. */
  readonly account: string;
  /** Our receiving account of an internal transfer, else ''. */
  readonly otherAccount: string;
  /** What it was told by: an account number, or only that the bank debited it ('ДатаСписано'). */
  readonly evidence: 'account' | 'debit_date' | 'none';
};

const foreign: DirectionFound = { direction: 'foreign', account: '', otherAccount: '', evidence: 'none' };

/**
 * Which way the money went for the accounts `own`. `debited` is the one account the statement is about, if it is ours:
 * a document with a debit date and another payee is from it even when the payer's account is masked; null: unknown.
 * Money comes in only by the payee's account number, for it pays debts.
 */
export function directionOf(
  document: StatementDocument,
  own: ReadonlySet<string>,
  debited: string | null,
): DirectionFound {
  const payer = ownAccount(document.payer, own);
  const payee = ownAccount(document.payee, own);
  if (payer !== '' && payee !== '') {
    return { direction: 'internal', account: payer, otherAccount: payee, evidence: 'account' };
  }
  if (payee !== '') return { direction: 'in', account: payee, otherAccount: '', evidence: 'account' };
  if (payer !== '') return { direction: 'out', account: payer, otherAccount: '', evidence: 'account' };
  if (document.debitedOn === null || debited === null) return foreign;
  return { direction: 'out', account: debited, otherAccount: '', evidence: 'debit_date' };
}

/** The only account of a list, or null when there are none or several. */
export function onlyAccount(accounts: Iterable<string>): string | null {
  const [first, second] = new Set(accounts);
  return second === undefined ? (first ?? null) : null;
}

function ownAccount({ accounts }: Party, own: ReadonlySet<string>): string {
  return accounts.find((account) => own.has(account)) ?? '';
}
