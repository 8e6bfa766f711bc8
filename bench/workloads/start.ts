/** How soon a server on an existing folder answers, and how much memory it holds when nobody asks. */
import { round, type Workload } from '../line.ts';

export const start: Workload = {
  name: 'start',
  run: async (stand) => {
    const { readyMs, idleBytes } = await stand.restart();
    const line = {
      clients: 0,
      p99_ms: 0,
      per_s: 0,
      statements: null,
      limit_p50_ms: null,
      limit_per_s: null,
      ratio: null,
    };
    return [
      { ...line, workload: 'start', p50_ms: round(readyMs), note: `idle resident ${round(idleBytes / 1_048_576)} MiB` },
    ];
  },
};
