import type { KeyOf } from '#kernel/texts.ts';
import type { State as Badge } from '#web/ui/StateBadge.tsx';
import type { texts } from '../texts.ts';

type Key = KeyOf<typeof texts>;

const kinds: Readonly<Record<string, Key>> = {
  accounts: 'imports.kind.accounts',
  products: 'imports.kind.products',
  prices: 'imports.kind.prices',
  stock: 'imports.kind.stock',
  orders: 'imports.kind.orders',
  'sales-history': 'imports.kind.sales-history',
  'bank-statement': 'imports.kind.bank-statement',
};

/** The name of a kind of import. */
export const kindKey = (kind: string): Key => kinds[kind] ?? 'imports.kind';

/** How a state looks and is called. */
export const states = {
  preview: { badge: 'plain', key: 'imports.state.preview' },
  running: { badge: 'info', key: 'imports.state.running' },
  done: { badge: 'ok', key: 'imports.state.done' },
  failed: { badge: 'stop', key: 'imports.state.failed' },
  cancelled: { badge: 'watch', key: 'imports.state.cancelled' },
} as const satisfies Readonly<Record<string, { badge: Badge; key: Key }>>;

const figures: Readonly<Record<string, Key>> = {
  invoices: 'imports.figure.invoices',
  cancellations: 'imports.figure.cancellations',
  unpaired: 'imports.figure.unpaired',
  sumMinor: 'imports.figure.sumMinor',
};

/** The name of a figure of a whole file; null for one that the page does not show. */
export const figureKey = (name: string): Key | null => figures[name] ?? null;
