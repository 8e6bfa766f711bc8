/** What the sheet's memory asks of the world, and what it tells. */
import type { OrderLineView } from '../../contract/views.ts';
import type { LinePut, SheetLine } from './edits.ts';

export type Reason = { readonly code: string; readonly details?: Readonly<Record<string, unknown>> | undefined };

/** The order as the server tells it. */
export type ServerOrder = {
  readonly version: number;
  readonly totalMinor: string;
  readonly vatMinor: string;
  readonly lines: readonly OrderLineView[];
};

export type Saved = Omit<ServerOrder, 'lines'> & { readonly lines: readonly OrderLineView[] };
export type Batch = { readonly version: number; readonly put: LinePut[]; readonly remove: string[] };
/** How a sending ended. `fault`: nobody knows, the same sending is repeated. */
export type SaveAnswer =
  | { readonly kind: 'saved'; readonly saved: Saved }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'fault' };

export type SheetPorts = {
  readonly save: (batch: Batch, key: string) => Promise<SaveAnswer>;
  /** Asks for the order anew; its answer comes by `rebase`. */
  readonly reload: () => void;
  /** Everything typed is saved. */
  readonly onSaved: () => void;
  readonly memory: { readonly read: () => string | null; readonly write: (text: string | null) => void };
};

export type SheetState = {
  readonly lines: readonly SheetLine[];
  readonly version: number;
  readonly totalMinor: string;
  readonly vatMinor: string;
  /** saved: nothing is on the way; typed: soon sent; saving; fault: could not be sent, tried again. */
  readonly saving: 'saved' | 'typed' | 'saving' | 'fault';
  /** '14:20' of the last saving here. */
  readonly savedAt: string | null;
  /** Lines that somebody else changed too; nothing is sent until a person chooses. */
  readonly conflict: readonly string[] | null;
  /** Somebody changed other lines meanwhile; both stand. */
  readonly merged: boolean;
  /** Why nothing can be saved: another state, too many lines. */
  readonly refusal: Reason | null;
};
