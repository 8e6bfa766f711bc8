import type { PlainDate } from '#kernel/plain-date.ts';
import type { Details } from '#kernel/result.ts';
import type { StatementEncoding } from './statement-text.ts';

/** A bank statement (or a file of payment orders) in 1CClientBankExchange, as it was read. */
export type Statement = {
  readonly header: StatementHeader;
  readonly accounts: readonly AccountSection[];
  readonly documents: readonly StatementDocument[];
  readonly warnings: readonly StatementWarning[];
};

/** Every key with a value, in Russian as in the file, the order kept. */
export type Fields = ReadonlyMap<string, string>;

export type StatementHeader = {
  /** 'ВерсияФормата': 1.01, 1.02 or 1.03; '' when absent. */
  readonly version: string;
  /** What 'Кодировка' says; it often lies. */
  readonly declaredEncoding: string;
  /** What the bytes are; null when the statement was read from text. */
  readonly encoding: StatementEncoding | null;
  readonly sender: string;
  /** The program that the file is for; inside a document the same key is the payee. */
  readonly receiver: string;
  readonly createdOn: PlainDate | null;
  /** Local time of the bank, 'HH:MM:SS' as written. */
  readonly createdAt: string;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly accounts: readonly string[];
  /** Kinds of documents that the selection was made of. */
  readonly kinds: readonly string[];
  readonly fields: Fields;
};

/** Balances (kopecks) of one account for a period; a bank may write one section a day. */
export type AccountSection = {
  readonly line: number;
  readonly account: string;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly openingMinor: bigint | null;
  readonly receivedMinor: bigint | null;
  readonly paidMinor: bigint | null;
  readonly closingMinor: bigint | null;
  readonly fields: Fields;
};

/** One side of a payment. Empty text means that the file does not say. */
export type Party = {
  /** The client's own account: '…РасчСчет' where present, for '…Счет' may be the bank's correspondent account. */
  readonly account: string;
  /** Every account number given for this side, without repetition. */
  readonly accounts: readonly string[];
  readonly name: string;
  /** 10 or 12 digits, or null: absent, "0" or of a wrong length (then a warning says so). */
  readonly inn: string | null;
  readonly kpp: string;
  readonly bankName: string;
  readonly bankCity: string;
  readonly bik: string;
  readonly correspondentAccount: string;
};

export type StatementDocument = {
  /** The line of its 'СекцияДокумент', from 1. */
  readonly line: number;
  /** 'Платежное поручение', 'Банковский ордер' ...; '' when the bank gives none. Unknown kinds are kept. */
  readonly kind: string;
  /** May hold letters. */
  readonly number: string;
  readonly date: PlainDate | null;
  /** Kopecks, above zero; null when the file has no readable sum. */
  readonly sumMinor: bigint | null;
  readonly payer: Party;
  readonly payee: Party;
  readonly debitedOn: PlainDate | null;
  readonly creditedOn: PlainDate | null;
  readonly purpose: string;
  /** All keys as written, budget, letter of credit and unknown ones too. */
  readonly fields: Fields;
};

/** Something in the file that is not as the standard has it. Reading went on. `line` is null when it has no place. */
export type StatementWarning = {
  readonly code: StatementWarningCode;
  readonly line: number | null;
  readonly details: Details;
};

export type StatementWarningCode =
  | 'settlements.statement_encoding_differs'
  | 'settlements.statement_characters_damaged'
  | 'settlements.statement_version_unknown'
  | 'settlements.statement_key_missing'
  | 'settlements.statement_key_unknown'
  | 'settlements.statement_key_repeated'
  | 'settlements.statement_keys_too_many'
  | 'settlements.statement_value_cut'
  | 'settlements.statement_line_stray'
  | 'settlements.statement_section_unclosed'
  | 'settlements.statement_section_unopened'
  | 'settlements.statement_end_missing'
  | 'settlements.statement_text_after_end'
  | 'settlements.statement_date_bad'
  | 'settlements.statement_sum_bad'
  | 'settlements.statement_inn_bad'
  | 'settlements.statement_balance_differs'
  | 'settlements.statement_documents_differ'
  | 'settlements.statement_warnings_omitted';
