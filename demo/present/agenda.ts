/** What people do in the last days, each act at its moment; an act may call for later ones. */
export type Work = (atMs: number) => Promise<void>;

export type Agenda = {
  /** Puts an act down; one that would be after now is not done. */
  at(atMs: number, work: Work): void;
  /** Does everything in the order of time. */
  run(): Promise<void>;
};

export function newAgenda(nowMs: number): Agenda {
  const acts: { readonly atMs: number; readonly turn: number; readonly work: Work }[] = [];
  let turn = 0;
  return {
    at: (atMs, work) => {
      if (atMs < nowMs) acts.push({ atMs, turn, work });
      turn += 1;
    },
    run: async () => {
      for (;;) {
        acts.sort((a, b) => b.atMs - a.atMs || b.turn - a.turn);
        const next = acts.pop();
        if (next === undefined) return;
        await next.work(next.atMs);
      }
    },
  };
}
