import { sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { PivotReport, sales } from '../contract.ts';
import { type Dimension, noneKey, type PivotCell, type PivotPlan, restKey } from '../model.ts';
import { decidePivot } from '../rules/pivot.ts';
import { assemblePivot } from '../rules/pivot-table.ts';
import { nameColumns, nobodyId, type PivotRow, pivotSql, reportSettings } from './pivot-sql.ts';

/** A pivot of the sales of the accounts that the person sees: the numbers in one statement, names in one per dimension. */
export async function getPivot(context: ReadContext, input: InputOf<typeof sales.pivot>): Promise<Result<PivotReport>> {
  const { read, orgId, actor, today } = context;
  const plan = decidePivot(input, { today, seesCost: actor.seesCost });
  if (!plan.ok) return plan;
  await reportSettings.execute(read);
  const { rows } = await pivotSql({ plan: plan.value, place: { orgId, actor }, filters: input }).execute(read);
  const cells = rows.map(cellOf);
  const names = await namesOf({ read, orgId }, plan.value, cells);
  return ok(
    assemblePivot(plan.value, cells, (dimension, key) =>
      dimension === 'month' ? key.slice(0, 7) : (names.get(key) ?? ''),
    ),
  );
}

const keyOf = (key: string): string => (key === nobodyId ? noneKey : key);

function cellOf(row: PivotRow): PivotCell {
  return {
    kind: row.kind,
    place: row.place === null ? null : Number(row.place),
    keys: (row.keys ?? []).map(keyOf),
    column: row.column === null ? null : keyOf(row.column),
    value: BigInt(row.value ?? '0'),
    before: BigInt(row.before ?? '0'),
    count: row.count,
  };
}

type Place = { readonly read: Read; readonly orgId: string };

/** Names of the keys that are shown, one statement for each dimension that has names. */
async function namesOf(place: Place, plan: PivotPlan, cells: readonly PivotCell[]): Promise<Map<string, string>> {
  const wanted = new Map<Exclude<Dimension, 'month'>, string[]>();
  const want = (dimension: Dimension, key: string): void => {
    if (dimension === 'month' || key === noneKey || key === restKey) return;
    wanted.set(dimension, [...(wanted.get(dimension) ?? []), key]);
  };
  for (const cell of cells) {
    if (cell.kind === 'row') cell.keys.forEach((key, at) => void want(plan.rows[at] ?? 'month', key));
    if (cell.kind === 'column' && plan.columns !== null) want(plan.columns, cell.column ?? noneKey);
  }
  const names = new Map<string, string>();
  for (const [dimension, ids] of wanted) {
    for (const row of await readNames(place, dimension, ids)) names.set(row.id, row.name);
  }
  return names;
}

async function readNames({ read, orgId }: Place, dimension: Exclude<Dimension, 'month'>, ids: readonly string[]) {
  const [table, name] = nameColumns[dimension];
  const { rows } = await sql<{ id: string; name: string }>`
    select n.id, n.${sql.ref(name)} as name from ${sql.table(table)} n
    where n.org_id = ${orgId} and n.id = any(${[...new Set(ids)]}::uuid[])`.execute(read);
  return rows;
}
