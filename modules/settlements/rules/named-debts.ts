import type { Details } from '#kernel/result.ts';
import { type Billed, billedDebts } from './billed-debts.ts';
import { type Candidates, type NumberOf, type OpenReceivable, olderFirst, type Payer } from './candidates.ts';
import type { NumberKey } from './document-number.ts';
import type { MatchReason } from './match-reasons.ts';
import type { NamedDocument } from './purpose.ts';

/** The debts that a purpose names. */
export type NamedDebts = {
  /** Older first, without repetition. */
  readonly debts: readonly OpenReceivable[];
  /** 'sure'; 'whole': only if the sum is exactly what is owed; 'unsure': a person must look. */
  readonly trust: Trust;
  readonly reasons: readonly MatchReason[];
};

export type Trust = 'sure' | 'whole' | 'unsure';

/** A payment as far as named debts go. */
export type Naming = { readonly payer: Payer; readonly sumMinor: bigint; readonly documents: readonly NamedDocument[] };

type Hit = NamedDebts & { readonly by: NumberOf };
type Found = { readonly receivable: OpenReceivable; readonly isFull: boolean };

const mostShown = 10;

/**
 * Finds the payer's open debts by the papers named. Debts found by their own numbers come first; those found by an
 * order's number are added when the payment is larger.
 */
export function namedDebts(naming: Naming, candidates: Candidates): NamedDebts {
  const wanted = naming.documents.filter((document) => document.kind !== 'contract');
  const hits = wanted.map((document) => ({ document, hit: hitOf(document, naming, candidates) }));
  const found = hits.map(({ hit }) => hit).filter((hit) => hit !== null);
  const byDocument = found.filter((hit) => hit.by === 'document');
  const direct = joinedHits(byDocument);
  const isEnough = byDocument.length > 0 && naming.sumMinor <= openTotal(direct.debts, candidates);
  const used = isEnough ? direct : joinedHits(found);
  if (used.debts.length === 0) return used;

  const missing = hits.filter(({ document, hit }) => hit === null && document.kind !== 'order');
  const reasons = [numbersNamed(used.debts), ...used.reasons, ...notOpen(missing.map(({ document }) => document))];
  return { debts: used.debts, trust: missing.length > 0 ? lower(used.trust, 'whole') : used.trust, reasons };
}

/** The papers named that exactly one debt of somebody else answers to: another firm may pay for the client. */
export function debtsOfOthers({ documents }: Pick<Naming, 'documents'>, candidates: Candidates): OpenReceivable[] {
  const debts = new Set<OpenReceivable>();
  for (const document of documents) {
    const [only, second] = document.kind === 'contract' ? [] : candidates.ofAnyone(document.key);
    const agrees = document.date === null || document.date === only?.documentDate;
    if (only !== undefined && second === undefined && agrees) debts.add(only);
  }
  return [...debts].sort(olderFirst);
}

/** The bills of the payer among the papers named: money for them is not for older debts. */
export function billsNamed(
  { documents, payer }: Pick<Naming, 'documents' | 'payer'>,
  candidates: Candidates,
): string[] {
  const bills = documents.filter((document) => document.kind === 'invoice');
  return bills.filter((document) => billedDebts(document, payer, candidates) !== null).map(({ number }) => number);
}

/** What is owed by these debts together, kopecks. */
export function openTotal(debts: readonly OpenReceivable[], { openOf }: Candidates): bigint {
  return debts.reduce((total, debt) => total + openOf(debt), 0n);
}

function hitOf(document: NamedDocument, naming: Naming, candidates: Candidates): Hit | null {
  const { payer } = naming;
  const ownNumbers = document.kind === 'order' ? null : byDocument(document, naming, candidates);
  if (ownNumbers !== null && ownNumbers.trust !== 'unsure' && document.kind !== 'invoice') return ownNumbers;

  const billed = document.kind === 'invoice' ? billedDebts(document, payer, candidates) : null;
  if (billed !== null) return billOrOwn(billed, ownNumbers, { document, naming, candidates });

  const orders = byOrder(document, payer, candidates);
  if (ownNumbers !== null && orders !== null) return eitherOf(ownNumbers, orders, { document, naming, candidates });
  return orders ?? ownNumbers ?? byRange(document, payer, candidates) ?? orderAsDocument(document, naming, candidates);
}

function orderAsDocument(document: NamedDocument, naming: Naming, candidates: Candidates): Hit | null {
  return document.kind === 'order' ? byDocument(document, naming, candidates) : null;
}

function byDocument(document: NamedDocument, { payer, sumMinor }: Naming, candidates: Candidates): Hit | null {
  const found = sameNumbers({ payer, numberOf: 'document', key: document.key }, candidates);
  if (found.length === 0) return null;

  const { number, date } = document;
  const ofDate = date === null ? [] : found.filter(({ receivable }) => receivable.documentDate === date);
  const left = ofDate.length > 0 ? ofDate : found;
  const chosen = left.find(({ receivable }) => candidates.openOf(receivable) === sumMinor) ?? left[0];
  if (chosen === undefined) return null;

  const hit = (trust: Trust, ...reasons: MatchReason[]): Hit => ({
    by: 'document',
    debts: [chosen.receivable],
    trust,
    reasons,
  });
  if (date !== null && ofDate.length === 0) {
    const details = { number, saidOn: date, writtenOn: chosen.receivable.documentDate };
    return hit('unsure', { code: 'settlements.match_date_differs', details });
  }
  if (left.length > 1) return hit('unsure', ambiguous(number, left.length));
  if (ofDate.length > 0) return hit('sure');
  if (!chosen.isFull) return hit('whole', reasonOf('settlements.match_number_shortened', number, chosen.receivable));
  if (!document.direct) return hit('whole', reasonOf('settlements.match_number_distant', number, chosen.receivable));
  return hit('sure');
}

function byOrder({ kind, key, number }: NamedDocument, payer: Payer, candidates: Candidates): Hit | null {
  if (kind !== 'order' && kind !== 'invoice') return null;
  const found = sameNumbers({ payer, numberOf: 'order', key }, candidates);
  if (found.length === 0) return null;
  const isSure = found.length === 1 && found[0]?.isFull === true;
  const reason = { code: 'settlements.match_order_named', details: { number, count: found.length } } as const;
  const debts = found.map(({ receivable }) => receivable);
  return { by: 'order', debts, trust: isSure ? 'sure' : 'whole', reasons: [reason] };
}

type Question = { readonly document: NamedDocument; readonly naming: Naming; readonly candidates: Candidates };

// An invoice's number may be the shipment's or the order's: what the sum says, else a person.
function eitherOf(own: Hit, orders: Hit, { document, naming, candidates }: Question): Hit {
  const [first, second] = orders.debts;
  if (second === undefined && first === own.debts[0]) return own;
  const isDated = document.date !== null && own.trust === 'sure';
  if (isDated) return own;
  if (openTotal(orders.debts, candidates) === naming.sumMinor && own.trust === 'unsure') return orders;
  const likelier = openTotal(own.debts, candidates) === naming.sumMinor ? own : orders;
  return { ...likelier, trust: 'unsure', reasons: [...likelier.reasons, ambiguous(document.number, 2)] };
}

// A bill of ours and a УПД may have one number: the date says which is meant; of two of one day the word says that it is
// the bill, while the bill's order owes enough. Else the sum says which is likelier, and a person looks.
function billOrOwn(billed: Billed, own: Hit | null, { document, naming, candidates }: Question): Hit | null {
  const hit: Hit = { by: 'document', debts: billed.debts, trust: billed.trust, reasons: billed.reasons };
  const isSame = own?.debts[0] !== undefined && billed.debts.includes(own.debts[0]);
  if (own === null || isSame) return billed.debts.length > 0 ? hit : null;
  const isOwnDated = document.date !== null && own.trust === 'sure';
  if (billed.isDated !== isOwnDated) return billed.isDated ? (billed.debts.length > 0 ? hit : null) : own;
  const billedMinor = openTotal(billed.debts, candidates);
  if (billed.isDated && billed.trust === 'sure' && naming.sumMinor <= billedMinor) return hit;
  const likelier = billedMinor === naming.sumMinor ? hit : own;
  return { ...likelier, trust: 'unsure', reasons: [...likelier.reasons, ambiguous(document.number, 2)] };
}

function byRange({ range, number }: NamedDocument, payer: Payer, candidates: Candidates): Hit | null {
  if (range === null) return null;
  const debts: OpenReceivable[] = [];
  for (let at = range.first; at <= range.last; at += 1) {
    const key = { full: String(at), core: String(at) };
    const [only, second] = sameNumbers({ payer, numberOf: 'document', key }, candidates);
    if (only !== undefined && second === undefined) debts.push(only.receivable);
  }
  if (debts.length === 0) return null;
  const reason = { code: 'settlements.match_range_named', details: { number, count: debts.length } } as const;
  return { by: 'document', debts, trust: 'whole', reasons: [reason] };
}

type Wanted = { readonly payer: Payer; readonly numberOf: NumberOf; readonly key: NumberKey };

// Debts of the same core: the fully equal ones if there are any, else those where one side has no letters at all.
function sameNumbers({ payer, numberOf, key }: Wanted, candidates: Candidates): Found[] {
  const found = candidates.ofPayer(payer, numberOf, key);
  const full = found.filter((receivable) => candidates.keyOf(receivable, numberOf)?.full === key.full);
  if (full.length > 0) return full.map((receivable) => ({ receivable, isFull: true }));
  const isShort = (own: NumberKey | null) => key.full === key.core || own?.full === own?.core;
  const short = found.filter((receivable) => isShort(candidates.keyOf(receivable, numberOf)));
  return short.map((receivable) => ({ receivable, isFull: false }));
}

function joinedHits(hits: readonly Hit[]): NamedDebts {
  const debts = [...new Set(hits.flatMap((hit) => hit.debts))].sort(olderFirst);
  const trust = hits.reduce<Trust>((least, hit) => lower(least, hit.trust), 'sure');
  return { debts, trust, reasons: hits.flatMap((hit) => hit.reasons).slice(0, mostShown) };
}

function lower(one: Trust, other: Trust): Trust {
  if (one === 'unsure' || other === 'unsure') return 'unsure';
  return one === 'whole' || other === 'whole' ? 'whole' : 'sure';
}

function ambiguous(number: string, count: number): MatchReason {
  return { code: 'settlements.match_number_ambiguous', details: { number, count } };
}

function reasonOf(code: MatchReason['code'], number: string, { documentNumber }: OpenReceivable): MatchReason {
  return { code, details: { number, documentNumber } };
}

function numbersNamed(debts: readonly OpenReceivable[]): MatchReason {
  const details = listed(debts.map((debt) => debt.documentNumber));
  return { code: 'settlements.match_number_named', details };
}

function notOpen(documents: readonly NamedDocument[]): MatchReason[] {
  if (documents.length === 0) return [];
  const details = listed(documents.map((document) => document.number));
  return [{ code: 'settlements.match_number_not_open', details }];
}

function listed(numbers: readonly string[]): Details {
  return { numbers: numbers.slice(0, mostShown).join(', '), count: numbers.length };
}
