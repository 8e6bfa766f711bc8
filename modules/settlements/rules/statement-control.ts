import { minorText, sumMinor } from '#kernel/money.ts';
import { type DirectionFound, directionOf, onlyAccount } from './statement-direction.ts';
import type { AccountSection, Statement, StatementDocument } from './statement-model.ts';
import type { Warnings } from './statement-warnings.ts';

type Turnover = { receivedMinor: bigint; paidMinor: bigint };

/**
 * The bank's own sums against each other and against the documents. Only warns: a bank gives a part of the documents
 * when it was asked for a part.
 */
export function checkTotals(statement: Pick<Statement, 'accounts' | 'documents'>, warnings: Warnings): void {
  for (const section of statement.accounts) checkBalance(section, warnings);
  const found = turnovers(statement);
  for (const [account, sections] of Map.groupBy(statement.accounts, (section) => section.account)) {
    const documents = found.get(account) ?? { receivedMinor: 0n, paidMinor: 0n };
    checkSide(sections, { side: 'received', documentsMinor: documents.receivedMinor }, warnings);
    checkSide(sections, { side: 'paid', documentsMinor: documents.paidMinor }, warnings);
  }
}

// opening + received - paid = closing, where the bank gives all four.
function checkBalance({ line, account, ...section }: AccountSection, warnings: Warnings): void {
  const { openingMinor, receivedMinor, paidMinor, closingMinor } = section;
  if (openingMinor === null || receivedMinor === null || paidMinor === null || closingMinor === null) return;
  const counted = openingMinor + receivedMinor - paidMinor;
  if (counted === closingMinor) return;
  const details = { account, counted: minorText(counted), written: minorText(closingMinor) };
  warnings.add('settlements.statement_balance_differs', line, details);
}

type SideTotal = { readonly side: 'received' | 'paid'; readonly documentsMinor: bigint };

// Sections of one account are its days: their totals are added.
function checkSide(sections: readonly AccountSection[], total: SideTotal, warnings: Warnings): void {
  const key = total.side === 'received' ? 'receivedMinor' : 'paidMinor';
  const given = sections.map((section) => section[key]).filter((minor) => minor !== null);
  if (given.length < sections.length) return;
  const written = sumMinor(given);
  if (written === total.documentsMinor) return;
  warnings.add('settlements.statement_documents_differ', sections[0]?.line ?? null, {
    account: sections[0]?.account ?? '',
    side: total.side,
    documents: minorText(total.documentsMinor),
    written: minorText(written),
  });
}

function turnovers({ accounts, documents }: Pick<Statement, 'accounts' | 'documents'>): Map<string, Turnover> {
  const own = new Set(accounts.map((section) => section.account));
  const found = new Map<string, Turnover>([...own].map((account) => [account, { receivedMinor: 0n, paidMinor: 0n }]));
  const debited = onlyAccount(own);
  for (const document of documents) addTo(found, document, directionOf(document, own, debited));
  return found;
}

function addTo(found: Map<string, Turnover>, { sumMinor: sum }: StatementDocument, at: DirectionFound): void {
  const side = found.get(at.account);
  const other = found.get(at.otherAccount);
  if (side === undefined || sum === null) return;
  if (at.direction === 'in') side.receivedMinor += sum;
  else side.paidMinor += sum;
  if (other !== undefined) other.receivedMinor += sum;
}
