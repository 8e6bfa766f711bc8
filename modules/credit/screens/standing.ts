/** What the standing says in words and in the bar. Sums are kopecks. */
import type { Details } from '#kernel/result.ts';
import type { CreditCard } from '../contract.ts';

export type Why = {
  readonly key:
    | 'why.stopped'
    | 'why.overLimit'
    | 'why.noLimit'
    | 'why.overdue'
    | 'why.overdueGroup'
    | 'why.late'
    | 'why.lateGroup'
    | 'why.full'
    | 'why.watch'
    | 'why.prepaid'
    | 'why.fine'
    | 'why.free';
  readonly details: Details;
};

type Standing = Pick<
  CreditCard,
  | 'status'
  | 'exposureMinor'
  | 'limitMinor'
  | 'overMinor'
  | 'overdueMinor'
  | 'overdueDays'
  | 'ownOverdueMinor'
  | 'stopped'
  | 'stopReason'
  | 'holds'
  | 'watchBp'
>;

/**
 * Why the status is what it is, the gravest first; never empty. Where the policy only warns, `holds` are silent: then the
 * figures speak.
 */
export function reasonsOf(card: Standing): readonly Why[] {
  const overdue = card.holds.find((hold) => hold.code === 'credit.overdue');
  const over = card.overMinor !== '0' && card.status !== 'ok';
  const found: Why[] = [];
  if (card.stopped) found.push({ key: 'why.stopped', details: { reason: card.stopReason } });
  if (over) {
    const key = card.limitMinor === null ? 'why.noLimit' : 'why.overLimit';
    found.push({ key, details: { overMinor: card.overMinor } });
  }
  if (overdue !== undefined) {
    const { overdueMinor = '0', days = 0, ownMinor } = overdue.details;
    found.push(lateness({ overdueMinor: String(overdueMinor), days: Number(days), ownMinor }, 'overdue'));
  }
  if (found.length === 0 && card.status === 'hold' && card.overdueMinor !== '0') {
    const { overdueMinor, overdueDays: days, ownOverdueMinor } = card;
    const ownMinor = ownOverdueMinor === overdueMinor ? undefined : ownOverdueMinor;
    found.push(lateness({ overdueMinor, days, ownMinor }, 'late'));
  }
  return found.length > 0 ? found : [calm(card)];
}

type Late = {
  readonly overdueMinor: string;
  readonly days: number;
  /** Where others of the group owe of it: what is this account's. */
  readonly ownMinor: string | number | undefined;
};

/** Overdue debt in words: whose it is where the group's counts. */
function lateness({ overdueMinor, days: count, ownMinor }: Late, kind: 'overdue' | 'late'): Why {
  if (ownMinor === undefined) return { key: `why.${kind}`, details: { overdueMinor, count } };
  return { key: `why.${kind}Group`, details: { overdueMinor, ownMinor, count } };
}

/** What is said when nothing holds. */
function calm({ status, limitMinor, exposureMinor, watchBp }: Standing): Why {
  if (limitMinor === null) return { key: 'why.prepaid', details: {} };
  const limit = BigInt(limitMinor);
  const used = BigInt(exposureMinor);
  if (used <= 0n) return { key: 'why.free', details: {} };
  if (status === 'hold' || limit === 0n) return { key: 'why.full', details: {} };
  const usedBp = Number((used * 10_000n) / limit);
  return status === 'watch'
    ? { key: 'why.watch', details: { usedBp, watchBp } }
    : { key: 'why.fine', details: { usedBp } };
}

export type Part = {
  readonly kind: 'overdue' | 'open' | 'shipped' | 'confirmed';
  readonly text:
    | 'part.overdue'
    | 'part.overdueGroup'
    | 'part.open'
    | 'part.openGroup'
    | 'part.unbilled'
    | 'part.confirmed';
  readonly minor: bigint;
};

type Exposure = Pick<CreditCard, 'parts' | 'overdueMinor' | 'limitScope'>;

/**
 * The parts of the exposure above zero as they are, overdue debt apart from the rest; where the limit is the group's, all
 * of them are the whole group's.
 */
export function partsOf(card: Exposure): readonly Part[] {
  const minorOf = (name: string) => BigInt(card.parts.find((part) => part.name === name)?.minor ?? 0);
  const debt = minorOf('receivable');
  const late = BigInt(card.overdueMinor);
  const overdue = late < debt ? late : debt;
  const shared = card.limitScope === 'group';
  return [
    { kind: 'overdue', text: shared ? 'part.overdueGroup' : 'part.overdue', minor: overdue },
    { kind: 'open', text: shared ? 'part.openGroup' : 'part.open', minor: debt - overdue },
    { kind: 'shipped', text: 'part.unbilled', minor: minorOf('unbilled') },
    { kind: 'confirmed', text: 'part.confirmed', minor: minorOf('confirmed') },
  ];
}

/** Free advances that lessen the exposure, above zero. */
export function advanceOf(card: Pick<CreditCard, 'parts'>): bigint {
  return -BigInt(card.parts.find((part) => part.name === 'advance')?.minor ?? 0);
}

/**
 * The parts as they take the limit: the advances are taken off what is not due first and off the overdue debt last, so
 * that the segments come to the exposure.
 */
export function segmentsOf(card: Exposure): readonly Part[] {
  const parts = partsOf(card);
  let left = advanceOf(card);
  const taken = new Map<Part['kind'], bigint>();
  for (const kind of ['open', 'shipped', 'confirmed', 'overdue'] as const) {
    const minor = parts.find((part) => part.kind === kind)?.minor ?? 0n;
    const off = left < minor ? left : minor;
    taken.set(kind, minor - off);
    left -= off;
  }
  return parts.map((part) => ({ ...part, minor: taken.get(part.kind) ?? part.minor }));
}
