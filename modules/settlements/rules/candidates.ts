import type { PlainDate } from '#kernel/plain-date.ts';
import { type NumberKey, numberKey } from './document-number.ts';

/** A debt that a payment may settle. */
export type OpenReceivable = {
  readonly id: string;
  readonly accountId: string;
  readonly groupId: string | null;
  readonly documentNumber: string;
  readonly documentDate: PlainDate;
  readonly dueOn: PlainDate;
  /** What is still owed, kopecks. */
  readonly openMinor: bigint;
  readonly orderNumber: string | null;
};

/** A счёт на оплату that a payer may name; its order may not have been shipped yet. */
export type IssuedBill = {
  readonly accountId: string;
  readonly groupId: string | null;
  readonly number: string;
  readonly date: PlainDate;
  readonly orderNumber: string;
};

/** Whose debts a payment may settle: the accounts with the payer's INN, and their groups. */
export type Payer = { readonly accountIds: readonly string[]; readonly groupIds: readonly string[] };

/** Which number of a debt is looked for. */
export type NumberOf = 'document' | 'order';

/** Open debts, to be found by number, by sum and by age without looking through all of them. */
export type Candidates = {
  /** Debts of the payer whose number has this core. */
  readonly ofPayer: (payer: Payer, numberOf: NumberOf, key: NumberKey) => OpenReceivable[];
  /** Debts of anyone with this full number; at most a few. */
  readonly ofAnyone: (key: NumberKey) => OpenReceivable[];
  /** Bills of the payer whose number has this core. */
  readonly billsOf: (payer: Payer, key: NumberKey) => IssuedBill[];
  /** The payer's two oldest debts of exactly this sum, or one, or none. */
  readonly ofSum: (payer: Payer, sumMinor: bigint) => OpenReceivable[];
  /** The payer's debts by age: its own first, then its groups'. */
  readonly byAge: (payer: Payer) => Iterable<OpenReceivable>;
  /** The key of a debt's number; null when it has no order. */
  readonly keyOf: (receivable: OpenReceivable, numberOf: NumberOf) => NumberKey | null;
  /** What is owed of a debt now, after `settle`; kopecks. */
  readonly openOf: (receivable: OpenReceivable) => bigint;
  /** Takes a sum (kopecks) off what is owed. */
  readonly settle: (receivableId: string, sumMinor: bigint) => void;
};

const fewest = 3;
// A number that more debts than this share names none of them.
const mostOfNumber = 500;
const mostDebts = Number.POSITIVE_INFINITY;

/** A debt as it is being settled; its keys are made when a number is first looked for. */
type Entry = { readonly debt: OpenReceivable; open: bigint; keys: Record<NumberOf, NumberKey | null> | null };
/** A queue whose closed heads are passed by once. */
type Queue = { readonly items: Entry[]; head: number };
type Lists = Map<string, Queue>;
/**
 * The debts of an account or of a group. They are put in order, and into lists by number and by sum, when first asked
 * for: a statement of ten thousand payments asks for a few debts of a few accounts.
 */
type Owned = { readonly queue: Queue; isSorted: boolean; readonly by: Record<NumberOf | 'sum', Lists | null> };

type Store = {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly owners: ReadonlyMap<string, Owned>;
  anyone: Lists | null;
};

/** Indexes debts and bills. Debts with nothing open, and repeated ids, are left out. Takes n log n time at most. */
export function candidatesOf(receivables: Iterable<OpenReceivable>, bills: Iterable<IssuedBill> = []): Candidates {
  const store = storeOf(receivables);
  const billsByNumber = indexOfBills(bills);
  const entryOf = ({ id }: OpenReceivable) => store.entries.get(id);
  return {
    openOf: (receivable) => entryOf(receivable)?.open ?? 0n,
    keyOf: (receivable, numberOf) => {
      const entry = entryOf(receivable);
      return entry === undefined ? null : keysOf(entry)[numberOf];
    },
    ofPayer: (payer, numberOf, key) =>
      unique(ownersOf(payer).flatMap((owner) => ofNumber(store.owners.get(owner), numberOf, key))),
    billsOf: (payer, key) => {
      const found = ownersOf(payer).flatMap((owner) => billsByNumber.get(`${owner} ${key.core}`) ?? []);
      return [...new Set(found)];
    },
    ofAnyone: (key) => [...openOnes(anyone(store).get(key.full), fewest)],
    ofSum: (payer, sumMinor) => ofSum(store, payer, sumMinor),
    byAge: (payer) => byAge(store, payer),
    settle: (id, sumMinor) => settle(store, id, sumMinor),
  };
}

/** Earlier due, then earlier document, number, id: the order debts are paid in when nothing else is said. */
export function olderFirst(one: OpenReceivable, other: OpenReceivable): number {
  return (
    compare(one.dueOn, other.dueOn) ||
    compare(one.documentDate, other.documentDate) ||
    compare(one.documentNumber, other.documentNumber) ||
    compare(one.id, other.id)
  );
}

function storeOf(receivables: Iterable<OpenReceivable>): Store {
  const entries = new Map<string, Entry>();
  const owners = new Map<string, Owned>();
  for (const debt of receivables) {
    if (debt.openMinor <= 0n || entries.has(debt.id)) continue;
    const entry: Entry = { debt, open: debt.openMinor, keys: null };
    entries.set(debt.id, entry);
    for (const owner of ownersOfDebt(debt)) {
      const owned = owners.get(owner);
      if (owned !== undefined) owned.queue.items.push(entry);
      else {
        const by = { document: null, order: null, sum: null };
        owners.set(owner, { queue: { items: [entry], head: 0 }, isSorted: false, by });
      }
    }
  }
  return { entries, owners, anyone: null };
}

function keysOf(entry: Entry): Record<NumberOf, NumberKey | null> {
  const { documentNumber, orderNumber } = entry.debt;
  entry.keys ??= { document: numberKey(documentNumber), order: orderNumber === null ? null : numberKey(orderNumber) };
  return entry.keys;
}

/** The owner's debts, the older first. */
function sorted(owned: Owned): Queue {
  if (!owned.isSorted) owned.queue.items.sort((one, other) => olderFirst(one.debt, other.debt));
  owned.isSorted = true;
  return owned.queue;
}

function listsOf(owned: Owned, kind: NumberOf | 'sum'): Lists {
  const known = owned.by[kind];
  if (known !== null) return known;
  const lists: Lists = new Map();
  for (const entry of sorted(owned).items) {
    const key = kind === 'sum' ? String(entry.open) : keysOf(entry)[kind]?.core;
    if (key !== undefined) put(lists, key, entry);
  }
  owned.by[kind] = lists;
  return lists;
}

function ofNumber(owned: Owned | undefined, numberOf: NumberOf, key: NumberKey): OpenReceivable[] {
  return owned === undefined ? [] : [...openOnes(listsOf(owned, numberOf).get(key.core), mostOfNumber)];
}

function anyone(store: Store): Lists {
  if (store.anyone !== null) return store.anyone;
  const lists: Lists = new Map();
  for (const entry of store.entries.values()) put(lists, keysOf(entry).document?.full ?? '', entry);
  store.anyone = lists;
  return lists;
}

function settle(store: Store, id: string, sumMinor: bigint): void {
  const entry = store.entries.get(id);
  if (entry === undefined) return;
  entry.open -= sumMinor;
  if (entry.open <= 0n) return;
  for (const owner of ownersOfDebt(entry.debt)) {
    const bySum = store.owners.get(owner)?.by.sum ?? null;
    if (bySum !== null) put(bySum, String(entry.open), entry);
  }
}

function indexOfBills(bills: Iterable<IssuedBill>): ReadonlyMap<string, readonly IssuedBill[]> {
  const index = new Map<string, IssuedBill[]>();
  for (const bill of bills) {
    const { core } = numberKey(bill.number);
    for (const owner of ownersOfDebt(bill)) {
      const key = `${owner} ${core}`;
      const known = index.get(key);
      if (known === undefined) index.set(key, [bill]);
      else if (known.length < mostOfNumber) known.push(bill);
    }
  }
  return index;
}

function put(lists: Lists, key: string, entry: Entry): void {
  const queue = lists.get(key);
  if (queue === undefined) lists.set(key, { items: [entry], head: 0 });
  else queue.items.push(entry);
}

function ownersOfDebt({ accountId, groupId }: Pick<OpenReceivable, 'accountId' | 'groupId'>): string[] {
  return groupId === null ? [`account ${accountId}`] : [`account ${accountId}`, `group ${groupId}`];
}

function ownersOf({ accountIds, groupIds }: Payer): string[] {
  return [...accountIds.map((id) => `account ${id}`), ...groupIds.map((id) => `group ${id}`)];
}

function* openOnes(queue: Queue | undefined, most: number): Generator<OpenReceivable, void> {
  if (queue === undefined) return;
  let given = 0;
  for (let at = queue.head; at < queue.items.length && given < most; at += 1) {
    const entry = queue.items[at];
    if (entry === undefined) return;
    if (entry.open > 0n) {
      given += 1;
      yield entry.debt;
    } else if (at === queue.head) queue.head += 1;
  }
}

// The lists by sum keep debts that were paid in part since, under their old sum: they are passed by once.
function ofSum({ owners }: Store, payer: Payer, sumMinor: bigint): OpenReceivable[] {
  const found = new Set<OpenReceivable>();
  for (const owner of ownersOf(payer)) {
    const owned = owners.get(owner);
    const queue = owned === undefined ? undefined : listsOf(owned, 'sum').get(String(sumMinor));
    if (queue !== undefined)
      for (const { debt } of firstTwo(queue, (entry) => entry.open === sumMinor)) found.add(debt);
    if (found.size >= 2) break;
  }
  return [...found].slice(0, 2);
}

function firstTwo(queue: Queue, isRight: (entry: Entry) => boolean): Entry[] {
  const { items } = queue;
  const next = (from: number) => {
    let at = from;
    for (let item = items[at]; item !== undefined && !isRight(item); item = items[at]) at += 1;
    return at;
  };
  queue.head = next(queue.head);
  const first = items[queue.head];
  if (first === undefined) return [];

  const secondAt = next(queue.head + 1);
  const second = items[secondAt];
  // The first moves up over those that are passed by, so that nobody goes over them again.
  queue.head = secondAt - 1;
  items[queue.head] = first;
  return second === undefined ? [first] : [first, second];
}

/** The queues as one, the older first. Each step looks at every queue's head: a payer has a few accounts. */
function* merged(queues: readonly Iterator<OpenReceivable, void>[]): Generator<OpenReceivable> {
  const heads = queues.map((queue) => ({ queue, head: queue.next().value }));
  for (;;) {
    let oldest: (typeof heads)[number] | null = null;
    for (const one of heads) {
      if (one.head !== undefined && (!oldest?.head || olderFirst(one.head, oldest.head) < 0)) oldest = one;
    }
    if (oldest?.head === undefined) return;
    yield oldest.head;
    oldest.head = oldest.queue.next().value;
  }
}

function* byAge(store: Store, payer: Payer): Generator<OpenReceivable> {
  const given = new Set<string>();
  for (const kind of ['account', 'group'] as const) {
    const ids = kind === 'account' ? payer.accountIds : payer.groupIds;
    const queues = [...new Set(ids)].map((id) => {
      const owned = store.owners.get(`${kind} ${id}`);
      return openOnes(owned === undefined ? undefined : sorted(owned), mostDebts);
    });
    for (const receivable of merged(queues)) {
      if (given.has(receivable.id)) continue;
      given.add(receivable.id);
      yield receivable;
    }
  }
}

function unique(receivables: readonly OpenReceivable[]): OpenReceivable[] {
  return [...new Set(receivables)];
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
