/** Measuring: latencies of one kind of work by one or several clients, each one after the other. */
export type Figures = {
  readonly clients: number;
  readonly p50: number;
  readonly p99: number;
  readonly perS: number;
  readonly failures: number;
};

/** Runs `work` by `clients` for about `seconds`; the first runs warm up and are not counted. `work` answers false when it failed. */
export async function measure(
  clients: number,
  seconds: number,
  work: (client: number, turn: number) => Promise<boolean>,
): Promise<Figures> {
  const warm = 5;
  for (let turn = 0; turn < warm; turn += 1)
    await Promise.all(Array.from({ length: clients }, (_one, client) => work(client, turn)));
  const times: number[] = [];
  let failures = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_one, client) => {
      for (let turn = warm; performance.now() < until; turn += 1) {
        const start = performance.now();
        if (!(await work(client, turn))) failures += 1;
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { clients, p50: at(0.5), p99: at(0.99), perS: times.length / took, failures };
}
