/** What is there, what is promised, what is coming. Quantities are thousandths. */

/** What comes on a day, of all arrivals of that day. */
export type Coming = { readonly expectedOn: string; readonly quantityMilli: bigint };

export type StockLevel = {
  readonly productId: string;
  readonly onHandMilli: bigint;
  readonly reservedMilli: bigint;
  /** What confirmed orders wait for: ordered and neither promised, shipped nor given up. */
  readonly waitingMilli: bigint;
  /** Awaited goods by day, the nearest first. */
  readonly arrivals: readonly Coming[];
  /** The nearest day on which something comes, and how much of all that comes nobody waits for. */
  readonly nextArrival: { readonly expectedOn: string; readonly freeMilli: bigint } | null;
};

export type ReservationPlan = {
  readonly reserveMilli: bigint;
  readonly backorderMilli: bigint;
  /** The day by which what comes covers this and everything that waits before it; null when no arrival does. */
  readonly expectedOn: string | null;
};

/** Why stock changed. `shipment` is written by shipments only. */
export const movementKinds = ['opening', 'arrival', 'shipment', 'return', 'adjustment', 'count'] as const;
export type MovementKind = (typeof movementKinds)[number];
