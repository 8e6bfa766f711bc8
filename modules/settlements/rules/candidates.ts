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

/** A queue whose closed heads are passed by once. */
type Queue = { readonly items: OpenReceivable[]; head: number };

type Lists = Map<string, Queue>;
type Store = {
  readonly byId: Map<string, OpenReceivable>;
  readonly keys: Map<string, Record<NumberOf, NumberKey | null>>;
  readonly open: Map<string, bigint>;
  readonly byNumber: Lists;
  readonly bySum: Lists;
  readonly byOwner: Lists;
};

/** Indexes debts and bills. Debts with nothing open, and repeated ids, are left out. Takes n log n time. */
export function candidatesOf(receivables: Iterable<OpenReceivable>, bills: Iterable<IssuedBill> = []): Candidates {
  const store: Store = {
    byId: new Map(),
    keys: new Map(),
    open: new Map(),
    byNumber: new Map(),
    bySum: new Map(),
    byOwner: new Map(),
  };
  for (const receivable of [...receivables].sort(olderFirst)) addTo(store, receivable);
  const billsByNumber = indexOfBills(bills);
  const { open, byId, byNumber } = store;
  const openOf = (receivable: OpenReceivable) => open.get(receivable.id) ?? 0n;

  return {
    openOf,
    keyOf: ({ id }, numberOf) => store.keys.get(id)?.[numberOf] ?? null,
    ofPayer: (payer, numberOf, key) =>
      unique(
        ownersOf(payer).flatMap((owner) => {
          const queue = byNumber.get(`${owner} ${numberOf} ${key.core}`);
          return [...openOnes(store, queue, mostOfNumber)];
        }),
      ),
    billsOf: (payer, key) => {
      const found = ownersOf(payer).flatMap((owner) => billsByNumber.get(`${owner} ${key.core}`) ?? []);
      return [...new Set(found)];
    },
    ofAnyone: (key) => [...openOnes(store, byNumber.get(`anyone ${key.full}`), fewest)],
    ofSum: (payer, sumMinor) => ofSum(store, payer, sumMinor),
    byAge: (payer) => byAge(store, payer),
    settle: (id, sumMinor) => {
      const receivable = byId.get(id);
      if (receivable === undefined) return;
      const left = openOf(receivable) - sumMinor;
      open.set(id, left);
      if (left > 0n) for (const owner of ownersOfDebt(receivable)) put(store.bySum, `${owner} ${left}`, receivable);
    },
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

function addTo(store: Store, receivable: OpenReceivable): void {
  const { id, openMinor, documentNumber, orderNumber } = receivable;
  if (openMinor <= 0n || store.byId.has(id)) return;
  store.byId.set(id, receivable);
  store.open.set(id, openMinor);

  const document = numberKey(documentNumber);
  const order = orderNumber === null ? null : numberKey(orderNumber);
  store.keys.set(id, { document, order });
  put(store.byNumber, `anyone ${document.full}`, receivable);
  for (const owner of ownersOfDebt(receivable)) {
    put(store.byOwner, owner, receivable);
    put(store.bySum, `${owner} ${openMinor}`, receivable);
    put(store.byNumber, `${owner} document ${document.core}`, receivable);
    if (order !== null) put(store.byNumber, `${owner} order ${order.core}`, receivable);
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

function put(lists: Lists, key: string, receivable: OpenReceivable): void {
  const queue = lists.get(key);
  if (queue === undefined) lists.set(key, { items: [receivable], head: 0 });
  else queue.items.push(receivable);
}

function ownersOfDebt({ accountId, groupId }: Pick<OpenReceivable, 'accountId' | 'groupId'>): string[] {
  return groupId === null ? [`account ${accountId}`] : [`account ${accountId}`, `group ${groupId}`];
}

function ownersOf({ accountIds, groupIds }: Payer): string[] {
  return [...accountIds.map((id) => `account ${id}`), ...groupIds.map((id) => `group ${id}`)];
}

function* openOnes({ open }: Store, queue: Queue | undefined, most: number): Generator<OpenReceivable, void> {
  if (queue === undefined) return;
  const isOpen = (receivable: OpenReceivable) => (open.get(receivable.id) ?? 0n) > 0n;
  let given = 0;
  for (let at = queue.head; at < queue.items.length && given < most; at += 1) {
    const receivable = queue.items[at];
    if (receivable === undefined) return;
    if (isOpen(receivable)) {
      given += 1;
      yield receivable;
    } else if (at === queue.head) queue.head += 1;
  }
}

// The lists by sum keep debts that were paid in part since, under their old sum: they are passed by once.
function ofSum({ open, bySum }: Store, payer: Payer, sumMinor: bigint): OpenReceivable[] {
  const found = new Set<OpenReceivable>();
  const isRight = (receivable: OpenReceivable) => open.get(receivable.id) === sumMinor;
  for (const owner of ownersOf(payer)) {
    const queue = bySum.get(`${owner} ${sumMinor}`);
    if (queue !== undefined) for (const receivable of firstTwo(queue, isRight)) found.add(receivable);
    if (found.size >= 2) break;
  }
  return [...found].slice(0, 2);
}

function firstTwo(queue: Queue, isRight: (receivable: OpenReceivable) => boolean): OpenReceivable[] {
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
    const queues = [...new Set(ids)].map((id) => openOnes(store, store.byOwner.get(`${kind} ${id}`), mostDebts));
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
