/** How many times the fault tests do what they do: once in `npm test`, as many as asked in `npm run faults`. */
export const faultRounds = Math.max(1, Math.floor(Number(process.env['KAMERTON_FAULT_ROUNDS'] ?? '1')));

/** Does the work so many times, one after another. */
export async function eachRound(work: (round: number) => Promise<void>): Promise<void> {
  for (let round = 1; round <= faultRounds; round += 1) await work(round);
}
