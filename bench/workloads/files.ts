/** Files that people bring: a bank statement of thousands of payments, tables of accounts and of products. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import type { ApiClient } from '#tests/harness/api-client.ts';
import { type Line, round, type Workload } from '../line.ts';
import type { Stand } from '../stand.ts';

const innOf = (account: number): string => `77${String(account).padStart(8, '0')}`;

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
}

/** A file's line of the table: rows a second, the time of the whole, our part of what the limit does. */
function fileLine(
  workload: string,
  { rows, ours, limit, slower }: { rows: number; ours: number; limit: number; slower: boolean },
): Line {
  return {
    workload,
    clients: 1,
    p50_ms: round(ours),
    p99_ms: round(ours),
    per_s: round((rows * 1000) / ours),
    statements: null,
    limit_p50_ms: round(limit),
    limit_per_s: round((rows * 1000) / limit),
    ratio: round(slower ? ours / limit : limit / ours),
  };
}

export const statement: Workload = {
  name: 'statement',
  run: async (stand) => {
    const { payments, receivables, accounts } = stand.options;
    if (receivables < payments * 2) throw new Error('a statement wants twice as many receivables as payments');
    const accountOf = (debt: number): number => 1 + (debt % accounts);
    const raw = await timed(() => rawStatement(stand, accountOf));
    const api = stand.client();
    const bytes = statementOf(
      Array.from({ length: payments }, (_one, at) => at + 1).map((debt) => [debt, accountOf(debt)]),
    );
    const before = await stand.statements();
    const { ms, value } = await timed(() => api.upload('/statements', { name: 'bank.txt', bytes }, newId()));
    const statements = (await stand.statements()) - before;
    api.close();
    const answer = JSON.parse(value.body.toString()) as { summary?: { matched: number } };
    if (answer.summary?.matched !== payments) throw new Error(`matched: ${value.body.toString().slice(0, 300)}`);
    return [{ ...fileLine('statement', { rows: payments, ours: ms, limit: raw.ms, slower: true }), statements }];
  },
};

/** A statement as a bank writes it: each payment names the paper that it pays. */
function statementOf(paid: readonly (readonly [debt: number, account: number])[]): Buffer {
  const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('.');
  const ours = '40702810938000000001';
  const documents = paid.map(
    ([debt, account]) => `СекцияДокумент=Платежное поручение
Номер=${debt}
Дата=${today}
Сумма=1000.00
ПлательщикСчет=40702810900000002851
ПлательщикИНН=${innOf(account)}
Плательщик1=Клиент ${account}
ПолучательСчет=${ours}
ДатаПоступило=${today}
НазначениеПлатежа=Оплата по УПД № С-${debt}, в т.ч. НДС 22% - 180.33
КонецДокумента`,
  );
  const head = ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows', `РасчСчет=${ours}`];
  return iconv.encode([...head, ...documents, 'КонецФайла', ''].join('\r\n'), 'win1251');
}

/** The same books by sets: payments found by payer and number, laid to their debts, ledger, standings and events kept. */
async function rawStatement(stand: Stand, accountOf: (debt: number) => number): Promise<void> {
  const { payments } = stand.options;
  const { orgId, personId } = stand.place;
  const debts = Array.from({ length: payments }, (_one, at) => payments + at + 1);
  const raw = await stand.owner.connect();
  await raw.query('begin');
  await raw.query(
    `create temp table paid on commit drop as
      select p.inn, p.number, gen_random_uuid() as id, a.id as account_id, r.id as receivable_id
      from unnest($2::text[], $3::text[]) as p (inn, number)
      join account a on a.org_id = $1 and a.inn = p.inn
      join receivable r on r.org_id = $1 and r.number_key = p.number and r.account_id = a.id and r.open_minor = 100000`,
    [orgId, debts.map((debt) => innOf(accountOf(debt))), debts.map(String)],
  );
  const all = [
    `insert into payment (org_id, id, account_id, direction, number, booked_on, amount_minor, unallocated_minor, payer_inn,
      statement_key, state, recorded_at)
      select $1, id, account_id, 'in', number, current_date, 100000, 0, inn, 'raw-' || number, 'matched', now() from paid`,
    `insert into allocation (org_id, id, payment_id, receivable_id, amount_minor, effective_on, recorded_at)
      select $1, gen_random_uuid(), id, receivable_id, 100000, current_date, now() from paid`,
    `update receivable r set open_minor = 0 from paid p where r.org_id = $1 and r.id = p.receivable_id`,
    `insert into ledger_entry (org_id, id, account_id, kind, amount_minor, effective_on, recorded_at, source_id)
      select $1, gen_random_uuid(), account_id, 'payment', -100000, current_date, now(), id from paid`,
    `update account_credit c set receivable_minor = c.receivable_minor - p.minor
      from (select account_id, count(*) * 100000 as minor from paid group by 1) p where c.org_id = $1 and c.account_id = p.account_id`,
  ];
  for (const text of all) await raw.query(text, [orgId]);
  await raw.query(
    `insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, account_id, payload, request_id)
      select $1, gen_random_uuid(), now(), 'raw', $2, 'payment', id, account_id, '{}', '' from paid`,
    [orgId, personId],
  );
  await raw.query('commit');
  raw.release();
}

type Table = {
  readonly kind: 'accounts' | 'products';
  readonly header: string;
  readonly row: (n: number) => string;
  /** The rows that the import makes, and their columns that must be others the second time. */
  readonly of: string;
  readonly anew: readonly string[];
};

const tables: readonly Table[] = [
  {
    kind: 'accounts',
    header: 'Код;Наименование;Телефон;Email',
    row: (n) => `Б-${n};ООО «Загрузка ${n}»;+7 495 ${String(1_000_000 + n)};i${n}@stand.example`,
    of: "code like 'Б-%'",
    anew: ['code'],
  },
  {
    kind: 'products',
    header: 'Артикул;Наименование;Единица',
    row: (n) => `З-${n};Товар загрузки ${n};шт`,
    of: "code like 'З-%'",
    anew: ['code', 'code_key'],
  },
];

export const importTables: Workload = {
  name: 'import',
  run: async (stand) => {
    const lines: Line[] = [];
    for (const table of tables) lines.push(await importOf(stand, table));
    return lines;
  },
};

async function importOf(stand: Stand, table: Table): Promise<Line> {
  const { rows } = stand.options;
  const text = [table.header, ...Array.from({ length: rows }, (_one, at) => table.row(at + 1)), ''].join('\r\n');
  const api = stand.client();
  const bytes = iconv.encode(text, 'win1251');
  const { ms } = await timed(() => imported(api, { name: `${table.kind}.csv`, bytes }, table.kind));
  api.close();
  const copyMs = await copied(stand, table);
  const line = fileLine(`import ${table.kind}`, { rows, ours: ms, limit: copyMs, slower: false });
  return { ...line, note: `${Math.round((await stand.memory()) / 1_048_576)} MB resident after it` };
}

const pauseMs = 100;

/** Uploads the table, starts its import and waits for the end as a person's screen does. */
async function imported(api: ApiClient, file: { name: string; bytes: Buffer }, kind: string): Promise<void> {
  const sent = await api.upload(`/imports/kinds/${kind}`, file, newId());
  const { id } = JSON.parse(sent.body.toString()) as { id: string };
  const started = await api.send(`/imports/${id}/start`, { body: { dryRun: false }, key: newId() });
  if (started.status !== 200) throw new Error(`not started: ${started.body.toString()}`);
  for (;;) {
    const seen = JSON.parse((await api.send(`/imports/${id}`)).body.toString()) as { state: string; created: number };
    if (seen.state === 'done') return;
    if (seen.state === 'failed') throw new Error(`the import failed: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** COPY of the very rows that the import made into the same table with all its indexes. */
async function copied(stand: Stand, { kind, of, anew }: Table): Promise<number> {
  const table = kind === 'accounts' ? 'account' : 'product';
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-copy-'));
  await chmod(folder, 0o777);
  const file = path.join(folder, 'rows');
  const { rows } = await stand.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  const names = rows.map((row) => row.name);
  const shown = names.map((name) => {
    if (name === 'id') return `md5(id::text)::uuid`;
    return anew.includes(name) ? `${name} || '-copy'` : name;
  });
  await stand.owner.query(`copy (select ${shown.join(', ')} from ${table} where ${of}) to '${file}'`);
  const { ms } = await timed(() => stand.owner.query(`copy ${table} (${names.join(', ')}) from '${file}'`));
  await rm(folder, { recursive: true, force: true });
  return ms;
}
