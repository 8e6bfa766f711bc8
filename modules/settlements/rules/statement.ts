import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Block, type Blocks, clean, statementBlocks } from './statement-blocks.ts';
import { checkTotals } from './statement-control.ts';
import { fieldReader, partyOf } from './statement-fields.ts';
import { requiredHeaderKeys } from './statement-keys.ts';
import type { AccountSection, Statement, StatementDocument, StatementHeader } from './statement-model.ts';
import { type StatementEncoding, type StatementText, statementText } from './statement-text.ts';
import { newWarnings, type Warnings } from './statement-warnings.ts';

/** Why a file is refused as a whole. Everything less is a warning. */
export type StatementRefusal = 'settlements.not_a_statement' | 'settlements.statement_too_large';

/** 64 MiB: about forty thousand documents with every key of the standard filled. */
export const longestStatement = 64 * 1024 * 1024;

const versions = new Set(['1.01', '1.02', '1.03']);

/**
 * Reads a bank statement from the bytes of a file (1CClientBankExchange 1.01-1.03, any of its encodings).
 * Refuses what does not begin with the format's mark and what is over `longestStatement` bytes; never throws.
 */
export function readStatement(bytes: Uint8Array): Result<Statement, StatementRefusal> {
  if (bytes.byteLength > longestStatement) {
    return refuse('settlements.statement_too_large', { bytes: bytes.byteLength, most: longestStatement });
  }
  return statementOf(statementText(bytes));
}

/** The same from text that was decoded already. */
export function parseStatement(text: string): Result<Statement, StatementRefusal> {
  if (text.length > longestStatement) {
    return refuse('settlements.statement_too_large', { bytes: text.length, most: longestStatement });
  }
  return statementOf({ text, encoding: null, damaged: false });
}

type Source = Omit<StatementText, 'encoding'> & { readonly encoding: StatementEncoding | null };

function statementOf({ text, encoding, damaged }: Source): Result<Statement, StatementRefusal> {
  const warnings = newWarnings();
  const blocks = statementBlocks(text, warnings);
  if (blocks === null) return refuse('settlements.not_a_statement');

  if (damaged) warnings.add('settlements.statement_characters_damaged', null);
  const header = { ...headerOf(blocks, warnings), encoding };
  checkEncoding(header, warnings);
  const accounts = blocks.accounts.map((block) => accountOf(block, warnings));
  const documents = blocks.documents.map((block) => documentOf(block, warnings));
  checkTotals({ accounts, documents }, warnings);
  return ok({ header, accounts, documents, warnings: warnings.all() });
}

function headerOf({ header }: Blocks, warnings: Warnings): Omit<StatementHeader, 'encoding'> {
  const read = fieldReader(header, warnings);
  const all = (wanted: string) => header.repeated.filter(([key]) => key === wanted).map(([, value]) => clean(value));
  for (const key of requiredHeaderKeys) if (read.text(key) === '') read.missing(key);

  const version = read.text('ВерсияФормата');
  const versionLine = header.lines.get('ВерсияФормата') ?? null;
  if (version !== '' && !versions.has(version)) {
    warnings.add('settlements.statement_version_unknown', versionLine, { version: version.slice(0, 60) });
  }
  return {
    version,
    declaredEncoding: read.text('Кодировка'),
    sender: read.text('Отправитель'),
    receiver: read.text('Получатель'),
    createdOn: read.date('ДатаСоздания'),
    createdAt: read.text('ВремяСоздания'),
    from: read.date('ДатаНачала'),
    to: read.date('ДатаКонца'),
    accounts: [...new Set(all('РасчСчет').map((account) => account.replace(/\s/g, '')))],
    kinds: all('Документ'),
    fields: header.fields,
  };
}

function checkEncoding({ declaredEncoding, encoding, fields }: StatementHeader, warnings: Warnings): void {
  if (encoding === null || !fields.has('Кодировка')) return;
  const declared = declaredEncoding.toLowerCase() === 'dos' ? 'cp866' : 'cp1251';
  if (declared === encoding) return;
  const details = { declared: declaredEncoding.slice(0, 60), found: encoding };
  warnings.add('settlements.statement_encoding_differs', null, details);
}

function accountOf(block: Block, warnings: Warnings): AccountSection {
  const read = fieldReader(block, warnings);
  for (const key of ['РасчСчет', 'НачальныйОстаток', 'КонечныйОстаток']) if (read.text(key) === '') read.missing(key);
  return {
    line: block.line,
    account: read.code('РасчСчет'),
    from: read.date('ДатаНачала'),
    to: read.date('ДатаКонца'),
    openingMinor: read.balance('НачальныйОстаток'),
    receivedMinor: read.balance('ВсегоПоступило'),
    paidMinor: read.balance('ВсегоСписано'),
    closingMinor: read.balance('КонечныйОстаток'),
    fields: block.fields,
  };
}

function documentOf(block: Block, warnings: Warnings): StatementDocument {
  const read = fieldReader(block, warnings);
  for (const key of ['Номер', 'Дата', 'Сумма']) if (read.text(key) === '') read.missing(key);
  const payer = partyOf(read, 'Плательщик');
  const payee = partyOf(read, 'Получатель');
  if (payer.account === '') read.missing('ПлательщикСчет');
  if (payee.account === '') read.missing('ПолучательСчет');

  const parts = [1, 2, 3, 4, 5, 6].map((part) => read.text(`НазначениеПлатежа${part}`));
  return {
    line: block.line,
    kind: block.title,
    number: read.text('Номер'),
    date: read.date('Дата'),
    sumMinor: read.sum('Сумма'),
    payer,
    payee,
    debitedOn: read.date('ДатаСписано'),
    creditedOn: read.date('ДатаПоступило'),
    purpose: read.text('НазначениеПлатежа') || parts.join(''),
    fields: block.fields,
  };
}
