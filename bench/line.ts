import { type Figures, measure } from './measure.ts';
import type { Stand } from './stand.ts';

/** A line of the table: our work through the real API, the same work as raw SQL in the same run, and their ratio. */
export type Line = {
  readonly workload: string;
  readonly clients: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly per_s: number;
  readonly statements: number | null;
  readonly limit_p50_ms: number | null;
  readonly limit_per_s: number | null;
  /** How many times slower the median is; for throughput workloads: our share of the limit's rows a second. */
  readonly ratio: number | null;
  readonly failures?: number;
  readonly note?: string;
};

export type Workload = { readonly name: string; run(stand: Stand): Promise<Line[]> };

export const round = (value: number): number => Math.round(value * 100) / 100;

export type Compared = {
  readonly workload: string;
  readonly clients: number;
  readonly seconds: number;
  ours(client: number, turn: number): Promise<boolean>;
  limit(client: number, turn: number): Promise<boolean>;
};

/** Measures both sides one after the other and counts the statements of one act. */
export async function compare(stand: Stand, work: Compared): Promise<Line> {
  const limit = await measure(work.clients, work.seconds, (client, turn) => work.limit(client, turn));
  const before = await stand.statements();
  let acts = 0;
  const ours = await measure(work.clients, work.seconds, (client, turn) => {
    acts += 1;
    return work.ours(client, turn);
  });
  const statements = ((await stand.statements()) - before) / acts;
  return lineOf(work.workload, { ours, limit, statements });
}

export function lineOf(
  workload: string,
  { ours, limit, statements }: { ours: Figures; limit: Figures | null; statements: number | null },
): Line {
  return {
    workload,
    clients: ours.clients,
    p50_ms: round(ours.p50),
    p99_ms: round(ours.p99),
    per_s: round(ours.perS),
    statements: statements === null ? null : round(statements),
    limit_p50_ms: limit === null ? null : round(limit.p50),
    limit_per_s: limit === null ? null : round(limit.perS),
    ratio: limit === null ? null : round(ours.clients === 1 ? ours.p50 / limit.p50 : ours.perS / limit.perS),
    ...(ours.failures > 0 ? { failures: ours.failures } : {}),
  };
}
