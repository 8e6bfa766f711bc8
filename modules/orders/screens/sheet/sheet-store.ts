/**
 * The sheet's memory: lines of the server, what was typed over them, and the sending of it. One sending at a time carries
 * everything typed so far; nothing typed is lost by a refusal, a fault, a closed tab or another person's edit.
 */
import { newId } from '#kernel/id.ts';
import {
  batchOf,
  conflictsOf,
  type Edits,
  editsAfter,
  editsFrom,
  editsText,
  type LinePut,
  linesWith,
  type SheetProduct,
  settled,
  without,
  withProblem,
  withProducts,
} from './edits.ts';
import type { Reason, Saved, ServerOrder, SheetPorts, SheetState } from './sheet-ports.ts';

type Timer = ReturnType<typeof setTimeout>;
export type NewPut = { readonly put: LinePut; readonly product: SheetProduct | null };

const quietMs = 300;
const againMs = 4_000;
const flushRounds = 5;

/** The memory of one order's sheet; React reads `state` and listens by `subscribe`. */
export class SheetStore {
  readonly #ports: SheetPorts;
  readonly #listeners = new Set<() => void>();
  #server: ServerOrder;
  #edits: Edits;
  #seq: number;
  #conflict: readonly string[] | null;
  #merged = false;
  #refusal: Reason | null = null;
  #sending: Promise<void> | null = null;
  #repeat: { readonly text: string; readonly key: string } | null = null;
  #fault = false;
  #savedAt: string | null = null;
  #timer: Timer | undefined;
  #stopped = true;
  #state: SheetState;

  constructor(first: ServerOrder, ports: SheetPorts) {
    const kept = editsFrom(ports.memory.read());
    this.#ports = ports;
    this.#server = first;
    this.#edits = kept?.edits ?? new Map();
    this.#seq = Math.max(0, ...[...this.#edits.values()].map((edit) => edit.seq));
    // What was typed before the tab was closed, over an order that changed since: a person looks at it first.
    this.#conflict = kept !== null && kept.version !== first.version ? [...this.#edits.keys()] : null;
    this.#state = this.#made();
  }

  readonly state = (): SheetState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    this.#stopped = false;
    this.#schedule(quietMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  put(put: LinePut, product: SheetProduct | null): void {
    this.putMany([{ put, product }]);
  }

  putMany(lines: readonly NewPut[]): void {
    const next = new Map(this.#edits);
    for (const { put, product } of lines) {
      this.#seq += 1;
      next.set(put.id, { seq: this.#seq, put, product: product ?? next.get(put.id)?.product ?? null, problem: null });
    }
    this.#edits = next;
    this.#changed();
    this.#schedule(quietMs);
  }

  remove(ids: readonly string[]): void {
    const next = new Map(this.#edits);
    for (const id of ids) {
      this.#seq += 1;
      // A line that was never sent is simply gone; one on its way is removed after it has arrived.
      if (this.#knows(id) || this.#sending !== null)
        next.set(id, { seq: this.#seq, put: null, product: null, problem: null });
      else next.delete(id);
    }
    this.#edits = next;
    this.#changed();
    this.#schedule(quietMs);
  }

  /** Takes the order as the server has it now. */
  rebase(fresh: ServerOrder): void {
    if (this.#sending !== null || fresh.version < this.#server.version || fresh.lines === this.#server.lines) return;
    const another = fresh.version !== this.#server.version;
    const both = another ? conflictsOf(this.#server.lines, fresh.lines, this.#edits) : [];
    if (both.length > 0) {
      this.#edits = withProducts(this.#server.lines, this.#edits);
      this.#conflict = [...new Set([...(this.#conflict ?? []), ...both])];
    } else if (another && this.#hasNews()) this.#merged = true;
    this.#server = fresh;
    if (this.#refusal?.code === 'orders.changed_meanwhile') this.#refusal = null;
    this.#changed();
    if (this.#hasNews()) this.#schedule(quietMs);
  }

  /** Both changed the same lines: mine go over theirs, or are given up. */
  settleConflict(keepMine: boolean): void {
    if (!keepMine && this.#conflict !== null) this.#edits = without(this.#edits, this.#conflict);
    this.#conflict = null;
    this.#refusal = null;
    this.#changed();
    this.#schedule(0);
  }

  retry(): void {
    this.#refusal = null;
    this.#fault = false;
    this.#changed();
    void this.#send();
  }

  seenMerge(): void {
    this.#merged = false;
    this.#changed();
  }

  /** Sends what is typed and waits; the version that holds it all, or null when something stands in the way. */
  async flush(): Promise<number | null> {
    for (let round = 0; round < flushRounds && (this.#sending !== null || this.#hasNews()); round += 1) {
      if (this.#conflict !== null || this.#refusal !== null) return null;
      await this.#send();
      if (this.#fault) return null;
    }
    return this.#edits.size === 0 ? this.#server.version : null;
  }

  #made(): SheetState {
    const { version, totalMinor, vatMinor, lines } = this.#server;
    return {
      lines: linesWith(lines, this.#edits),
      version,
      totalMinor,
      vatMinor,
      saving: this.#saving(),
      savedAt: this.#savedAt,
      conflict: this.#conflict,
      merged: this.#merged,
      refusal: this.#refusal,
    };
  }

  #saving(): SheetState['saving'] {
    if (this.#fault) return 'fault';
    if (this.#sending !== null) return 'saving';
    return this.#hasNews() ? 'typed' : 'saved';
  }

  #knows(id: string): boolean {
    return this.#server.lines.some((line) => line.id === id);
  }

  #hasNews(): boolean {
    const batch = batchOf(this.#server.lines, this.#edits);
    return batch.put.length + batch.remove.length > 0;
  }

  #changed(): void {
    this.#ports.memory.write(this.#edits.size === 0 ? null : editsText(this.#server.version, this.#edits));
    this.#state = this.#made();
    for (const listener of this.#listeners) listener();
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending !== null) return this.#sending;
    if (this.#conflict !== null || this.#refusal !== null || !this.#hasNews()) return undefined;
    this.#sending = this.#sendOnce().finally(() => this.#afterSending());
    this.#changed();
    return this.#sending;
  }

  #afterSending(): void {
    this.#sending = null;
    this.#changed();
    if (this.#fault) this.#schedule(againMs);
    else if (this.#hasNews()) this.#schedule(0);
    else this.#ports.onSaved();
  }

  async #sendOnce(): Promise<void> {
    const upTo = this.#seq;
    const batch = { version: this.#server.version, ...batchOf(this.#server.lines, this.#edits) };
    const text = JSON.stringify(batch);
    // The same sending after a fault keeps its key, so that it is done once.
    if (this.#repeat?.text !== text) this.#repeat = { text, key: newId() };
    const answer = await this.#ports.save(batch, this.#repeat.key);
    this.#fault = answer.kind === 'fault';
    if (answer.kind === 'fault') return;
    this.#repeat = null;
    if (answer.kind === 'refused') this.#refused(answer.reason);
    else this.#saved(answer.saved, batch.remove, upTo);
  }

  #saved({ lines, ...head }: Saved, removed: readonly string[], upTo: number): void {
    this.#server = { ...head, lines: settled(this.#server.lines, { lines, removed }) };
    const later = editsAfter(this.#edits, upTo);
    // A line that was made and removed while others were on their way is no news any more.
    this.#edits = new Map([...later].filter(([id, edit]) => edit.put !== null || this.#knows(id)));
    this.#savedAt = new Date().toTimeString().slice(0, 5);
  }

  #refused(reason: Reason): void {
    const lineId = reason.details?.['lineId'];
    if (typeof lineId === 'string' && this.#edits.has(lineId)) {
      this.#edits = withProblem(this.#edits, lineId, reason.code);
      return;
    }
    // Nothing more is sent until the fresh order has come, or a person has looked.
    this.#refusal = reason;
    if (reason.code === 'orders.changed_meanwhile') this.#ports.reload();
  }
}
