/** What clients did in a storm, act by act, and whether the database says the same. */
import type pg from 'pg';
import { ids } from '#tests/harness/world-rows.ts';

type Kind = {
  /** The command that does it. */
  readonly command: string;
  /** Gives those of the acts ($2) that are found once and stand as they should; $1 is the org. */
  readonly found: string;
};

const told = (name: string, subject: string): string =>
  `1 = (select count(*) from event e where e.org_id = $1 and e.subject_id = ${subject} and e.name = '${name}')`;
const order = (event: string, more: string): string =>
  `select o.id from sales_order o where o.org_id = $1 and o.id = any($2) and ${told(event, 'o.id')} and ${more}`;
const agreed = "o.state in ('confirmed', 'shipped', 'closed')";
const asked = (more: string): string =>
  `1 = (select count(*) from approval a where a.org_id = $1 and a.subject_id = o.id and a.kind = 'floor' ${more})`;
const netOf = (more: string): string =>
  `(select sum(l.amount_minor) from allocation l where l.org_id = $1 and l.payment_id = p.id ${more})`;
const payment = (event: string, more: string): string =>
  `select p.id from payment p where p.org_id = $1 and p.id = any($2) and ${told(event, 'p.id')} and ${more}`;
const run = (event: string, more: string): string =>
  `select i.id from import_run i where i.org_id = $1 and i.id = any($2) and ${told(event, 'i.id')} and ${more}`;

/** Rows of each table of accounts that is imported; lines of each statement. */
export const tableRows = 3;
export const statementLines = 2;

/** The kinds of acts, each by the id of what it was about. */
export const kinds = {
  order: { command: 'orders.create', found: order('orders.confirmed', agreed) },
  draft: { command: 'orders.create', found: order('orders.drafted', "o.state <> 'cancelled'") },
  question: { command: 'orders.create', found: order('orders.held', asked('')) },
  decision: {
    command: 'approvals.decide',
    found: order('approvals.approved', asked(`and a.state = 'approved' and a.decided_by = '${ids.person.vera}'`)),
  },
  confirmation: { command: 'orders.confirm', found: order('orders.confirmed', agreed) },
  invoice: {
    command: 'documents.issue_invoice',
    found: `select d.id from document d where d.org_id = $1 and d.id = any($2) and d.kind = 'invoice'
      and ${told('documents.invoice_issued', 'd.id')}`,
  },
  shipment: {
    command: 'fulfilment.ship',
    found: `select s.id from shipment s where s.org_id = $1 and s.id = any($2)
      and 1 = (select count(*) from event e where e.org_id = $1 and e.subject_id = s.order_id
        and e.name = 'fulfilment.shipped' and e.payload ->> 'shipmentId' = s.id::text)
      and 1 = (select count(*) from document d where d.org_id = $1 and d.order_id = s.order_id and d.shipment_id = s.id)
      and 1 = (select count(*) from receivable r where r.org_id = $1 and r.order_id = s.order_id and r.shipment_id = s.id)`,
  },
  statement: {
    command: 'settlements.import_statement',
    found: run(
      'settlements.statement_imported',
      `i.state = 'done' and ${statementLines} = (select count(*) from payment p where p.org_id = $1
        and p.import_id = i.id and p.account_id = '${ids.account.romashka}'
        and p.amount_minor = ${netOf("and l.amount_minor > 0 and l.reason = '' and l.recorded_at = p.recorded_at")})`,
    ),
  },
  unmatching: {
    command: 'settlements.take_back',
    found: payment('settlements.taken_back', `-p.amount_minor = ${netOf('and l.amount_minor < 0')}`),
  },
  matching: {
    command: 'settlements.allocate',
    found: payment('settlements.allocated', `p.state = 'matched' and p.amount_minor = ${netOf('')}`),
  },
  upload: { command: 'imports.keep', found: run('imports.uploaded', "i.kind = 'accounts'") },
  import: {
    command: 'imports.start',
    found: run(
      'imports.finished',
      `i.state = 'done' and i.created_count = ${tableRows} and ${tableRows} = (
        select count(*) from generate_series(1, ${tableRows}) n join account a on a.org_id = $1
          and a.code = 'S' || right(i.id::text, 12) || '-' || n where ${told('accounts.imported', 'a.id')})`,
    ),
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** The code of a row of an imported table, as the check looks for it. */
export const codeOf = (importId: string, row: number): string => `S${importId.slice(-12)}-${row}`;

export type Act = { readonly id: string; readonly key: string };

/** What clients were told and what they were not. Grows by two ids an act. */
export type ActsBook = {
  readonly acknowledged: Record<KindName, Act[]>;
  /** Sent, and not answered by anybody to the end. */
  readonly unanswered: Record<KindName, Act[]>;
  /** By kind and code of refusal; a refused act has left no trace. */
  readonly refused: Map<string, number>;
  readonly refusedKeys: string[];
};

const names = Object.keys(kinds) as KindName[];
const perKind = <T>(make: (kind: KindName) => T): Record<KindName, T> =>
  Object.fromEntries(names.map((kind) => [kind, make(kind)])) as Record<KindName, T>;

/** A book with nothing in it. */
export const newBook = (): ActsBook => ({
  acknowledged: perKind(() => []),
  unanswered: perKind(() => []),
  refused: new Map(),
  refusedKeys: [],
});

/** How many acts of each kind were acknowledged. */
export const countsOf = (book: ActsBook): Record<KindName, number> => perKind((kind) => book.acknowledged[kind].length);
export const totalOf = (book: ActsBook): number => Object.values(countsOf(book)).reduce((sum, n) => sum + n, 0);

/** A pool, or one connection of it. */
export type Asks = Pick<pg.Pool, 'query'>;

const atOnce = 5_000;

/** Fails with everything that does not agree: acts lost, done twice, left in a wrong state, done by nobody. */
export async function checkActs(owner: Asks, book: ActsBook): Promise<void> {
  const wrong: string[] = [];
  for (const kind of names) wrong.push(...(await missing(owner, kind, book.acknowledged[kind])));
  const traces = await answeredOf(owner, book.refusedKeys);
  if (traces > 0) wrong.push(`refused acts: ${traces} have left a key`);
  wrong.push(...(await beyond(owner, book)));
  if (wrong.length > 0) throw new Error(`the database says otherwise:\n${wrong.join('\n')}`);
}

async function missing(owner: Asks, kind: KindName, acts: readonly Act[]): Promise<string[]> {
  const { command, found: text } = kinds[kind];
  const lost: string[] = [];
  let unanswered = 0;
  for (let at = 0; at < acts.length; at += atOnce) {
    const batch = acts.slice(at, at + atOnce);
    const found = await owner.query<{ id: string }>(text, [ids.org, batch.map((act) => act.id)]);
    const seen = new Set(found.rows.map((row) => row.id));
    lost.push(...batch.filter((act) => !seen.has(act.id)).map((act) => act.id));
    const keys = batch.map((act) => act.key);
    unanswered += batch.length - (await answeredOf(owner, keys, command));
  }
  const first = lost.slice(0, 3).join(', ');
  return [
    ...(lost.length > 0
      ? [`${kind}: ${lost.length} of ${acts.length} not found once as they should be: ${first}`]
      : []),
    ...(unanswered > 0 ? [`${kind}: ${unanswered} of ${acts.length} keys without their answer`] : []),
  ];
}

async function answeredOf(owner: Asks, keys: readonly string[], command: string | null = null): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from command_key k where k.org_id = $1 and k.key = any($2) and k.answer is not null
       and ($3::text is null or k.command = $3)`,
    [ids.org, keys, command],
  );
  return rows[0]?.n ?? 0;
}

type Numbers = Readonly<Record<KindName, number>>;

/** Everything that clients make, counted whole: as many as acts were acknowledged, or at most those not answered more. */
export const totals: readonly [name: string, counted: string, due: (of: Numbers) => number][] = [
  ['orders', 'from sales_order', (of) => of.order + of.draft + of.question],
  ['questions', 'from approval', (of) => of.question],
  ['invoices', "from document where kind = 'invoice'", (of) => of.invoice],
  ['УПД', "from document where kind = 'upd'", (of) => of.shipment],
  ['shipments', 'from shipment', (of) => of.shipment],
  ['debts', 'from receivable', (of) => of.shipment],
  ['payments', 'from payment', (of) => of.statement * statementLines],
  ['statements', "from import_run where kind = 'bank-statement'", (of) => of.statement],
  ['tables', "from import_run where kind = 'accounts'", (of) => of.upload],
  ['parts of payments', 'from allocation', (of) => of.statement * statementLines + of.unmatching + of.matching],
  ['accounts', "from account where code like 'S%'", (of) => of.import * tableRows],
  ['ledger', "from ledger_entry where kind = 'shipment'", (of) => of.shipment],
  ...[...new Set(names.map((kind) => kinds[kind].command))].map(
    (command): [string, string, (of: Numbers) => number] => [
      `keys of ${command}`,
      `from command_key where command = '${command}'`,
      (of) => names.filter((kind) => kinds[kind].command === command).reduce((sum, kind) => sum + of[kind], 0),
    ],
  ),
];

async function beyond(owner: Asks, book: ActsBook): Promise<string[]> {
  const least = countsOf(book);
  const most = perKind((kind) => least[kind] + book.unanswered[kind].length);
  const wrong: string[] = [];
  for (const [name, counted, due] of totals) {
    const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n ${counted}`);
    const n = rows[0]?.n ?? 0;
    const [from, to] = [due(least), due(most)];
    if (n < from || n > to) wrong.push(`${name}: ${n} in all, ${from === to ? from : `${from} to ${to}`} by the acts`);
  }
  return wrong;
}
