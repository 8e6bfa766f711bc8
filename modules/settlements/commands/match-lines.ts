/** Whose money the movements of a statement are, and what they settle. */
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import { accountsByInn, type DebtsAsk, type KnownDebt, lockDebts, readBills } from '../load-debts.ts';
import type { NewPayment, PaymentState } from '../model.ts';
import type { IssuedBill } from '../rules/candidates.ts';
import type { MatchReason } from '../rules/match-reasons.ts';
import { type IncomingPayment, type Match, matchPayments } from '../rules/matching.ts';
import { type PayerAccount, payerAccount } from '../rules/payer.ts';
import { purposeFacts } from '../rules/purpose.ts';
import type { StatementLine } from '../rules/statement-line.ts';

/** A movement with a day and a sum, and the key it is known again by. */
export type KeyedLine = StatementLine & { readonly key: string; readonly bookedOn: string; readonly sumMinor: bigint };

export type Matching = {
  readonly lines: readonly KeyedLine[];
  /** Our bank accounts and whose they are; empty: none are told, so the file's are taken for ours. */
  readonly entities: ReadonlyMap<string, string>;
  readonly importId: string;
};

type Asked = {
  readonly line: KeyedLine;
  readonly payers: readonly PayerAccount[];
  readonly entityId: string | null;
  readonly payment: IncomingPayment;
};

/** Makes payments of movements. Locks the standings and the debts that they may touch. Four statements. */
export async function matchLines(context: ActContext, { lines, entities, importId }: Matching): Promise<NewPayment[]> {
  const { tx, orgId } = context;
  const isOurs = (line: KeyedLine): boolean => entities.size === 0 || entities.has(line.account);
  const incoming = lines.filter((line) => line.direction === 'in' && isOurs(line));
  const payers = await accountsByInn(tx, orgId, [...new Set(incoming.flatMap((line) => line.counterparty.inn ?? []))]);
  const byInn = Map.groupBy(payers, (payer) => payer.inn);
  const asked = incoming.map((line) => askOf(line, byInn.get(line.counterparty.inn ?? '') ?? [], entities));
  const ask = debtsAsk(asked, payers);
  const debts = await lockDebts(tx, orgId, ask);
  const bills = await readBills(tx, orgId, ask);
  const owners = new Map(debts.map((debt) => [debt.id, debt]));
  const matches = matchByEntity(asked, debts, bills);
  return lines.map((line) => {
    const base = { ...plainOf(line), legalEntityId: entities.get(line.account) ?? null, importId };
    const found = matches.get(line);
    return { ...base, ...(found === undefined ? aside(line) : settledBy(found.match, found.one, owners)) };
  });
}

function askOf(line: KeyedLine, payers: readonly PayerAccount[], entities: ReadonlyMap<string, string>): Asked {
  return {
    line,
    payers,
    entityId: entities.get(line.account) ?? null,
    payment: {
      sumMinor: line.sumMinor,
      payerInn: line.counterparty.inn,
      payerAccountIds: payers.map((payer) => payer.accountId),
      payerGroupIds: [...new Set(payers.flatMap((payer) => payer.groupId ?? []))],
      purpose: purposeFacts(line.purpose),
      bookedOn: line.bookedOn,
    },
  };
}

function debtsAsk(asked: readonly Asked[], payers: readonly PayerAccount[]): DebtsAsk {
  const named = asked.flatMap(({ payment }) => payment.purpose.documents.map((document) => document.key.core));
  return {
    accountIds: [...new Set(payers.map((payer) => payer.accountId))],
    groupIds: [...new Set(payers.flatMap((payer) => payer.groupId ?? []))],
    numberKeys: [...new Set(named)],
  };
}

type Found = { readonly match: Match; readonly one: Asked };

/** Money paid to one of our firms settles what is owed to that firm; a debt of no firm may be settled by any. */
function matchByEntity(
  asked: readonly Asked[],
  debts: readonly KnownDebt[],
  bills: readonly IssuedBill[],
): ReadonlyMap<KeyedLine, Found> {
  const found = new Map<KeyedLine, Found>();
  const taken = new Map<string, bigint>();
  for (const [entityId, ofEntity] of Map.groupBy(asked, (one) => one.entityId)) {
    const owed = debts.filter(
      (debt) => entityId === null || debt.legalEntityId === null || debt.legalEntityId === entityId,
    );
    const left = owed.map((debt) => ({ ...debt, openMinor: debt.openMinor - (taken.get(debt.id) ?? 0n) }));
    const matches = matchPayments(
      ofEntity.map((one) => one.payment),
      left,
      bills,
    );
    for (const [at, match] of matches.entries()) {
      const one = ofEntity[at];
      if (one !== undefined) found.set(one.line, { match, one });
      for (const { receivableId, sumMinor } of match.allocations) {
        taken.set(receivableId, (taken.get(receivableId) ?? 0n) + sumMinor);
      }
    }
  }
  return found;
}

function plainOf(line: KeyedLine) {
  return {
    id: newId(),
    // A foreign movement names none of our accounts: it is kept as incoming, unknown, for a person to look at.
    direction: line.direction === 'foreign' ? ('in' as const) : line.direction,
    number: line.number.slice(0, 100),
    bookedOn: line.bookedOn,
    amountMinor: line.sumMinor,
    payerName: line.counterparty.name.slice(0, 300),
    payerInn: line.counterparty.inn ?? '',
    purpose: line.purpose.slice(0, 2_000),
    statementKey: line.key,
  };
}

/** What is not matched: outgoing and internal money is only kept; incoming money nobody can place waits for a person. */
function aside(line: KeyedLine): Pick<NewPayment, 'accountId' | 'state' | 'reasons' | 'proposal' | 'parts'> {
  const kept = { accountId: null, proposal: [], parts: [] };
  if (line.direction === 'in') {
    const reason = { code: 'settlements.match_account_not_ours', details: { account: line.account } } as const;
    return { ...kept, state: 'unknown', reasons: [reason] };
  }
  if (line.direction === 'foreign') {
    return { ...kept, state: 'unknown', reasons: [{ code: 'settlements.match_foreign', details: {} }] };
  }
  return { ...kept, state: 'ignored', reasons: [] };
}

const stateOf: Record<Match['kind'], PaymentState> = {
  certain: 'matched',
  probable: 'probable',
  advance: 'advance',
  manual: 'unknown',
};

function settledBy(match: Match, { payers, line }: Asked, owners: ReadonlyMap<string, KnownDebt>) {
  const side = { kpp: line.counterparty.kpp, bankAccount: line.counterparty.account };
  const accountId = payerAccount(payers, side, { match, owners });
  const parts = match.allocations.map((part) => ({
    ...part,
    accountId: owners.get(part.receivableId)?.accountId ?? '',
  }));
  const proposal = match.allocations.map((part) => ({
    receivableId: part.receivableId,
    sumMinor: String(part.sumMinor),
  }));
  return {
    accountId,
    state: accountId === null ? ('unknown' as const) : stateOf[match.kind],
    reasons: accountId === null && payers.length > 1 ? [severalOf(payers), ...match.reasons] : match.reasons,
    proposal: match.kind === 'certain' ? [] : proposal,
    parts: match.kind === 'certain' ? parts : [],
  };
}

function severalOf(payers: readonly PayerAccount[]): MatchReason {
  return { code: 'settlements.match_payer_several', details: { inn: payers[0]?.inn ?? '', count: payers.length } };
}
