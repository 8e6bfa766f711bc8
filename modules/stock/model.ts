/** What is there, what is promised, what is coming. Quantities are thousandths. */
export type StockLevel = {
  readonly productId: string;
  readonly onHandMilli: bigint;
  readonly reservedMilli: bigint;
  /** The nearest arrival with goods that nobody waits for yet. */
  readonly nextArrival: { readonly expectedOn: string; readonly freeMilli: bigint } | null;
};

export type ReservationPlan = {
  readonly reserveMilli: bigint;
  readonly backorderMilli: bigint;
  readonly expectedOn: string | null;
};
