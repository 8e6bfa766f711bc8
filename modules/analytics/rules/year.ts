/** Twelve months of sales beside the twelve before. Sums are kopecks, quantities thousandths. */
import { monthOf, type PlainDate, type PlainMonth } from '#kernel/plain-date.ts';
import type { AccountSalesView } from '../contract.ts';
import { firstDay, laterMonth, monthsIn } from './pivot.ts';

export type MonthRow = {
  readonly month: PlainDate;
  readonly revenue: string;
  readonly quantity: string;
  readonly margin: string | null;
};

type Year = Pick<AccountSalesView, 'months' | 'year'>;

/** The twelve months that end with this one. */
export function yearTo(today: PlainDate): { readonly from: PlainMonth; readonly to: PlainMonth } {
  const to = monthOf(today);
  return { from: laterMonth(to, -11), to };
}

/** Puts rows of the last two years side by side; months without sales are nought. */
export function besideLastYear(rows: readonly MonthRow[], today: PlainDate, seesCost: boolean): Year {
  const { from, to } = yearTo(today);
  const found = new Map(rows.map((row) => [row.month, row]));
  const months = monthsIn(from, to).map((month) => {
    const now = found.get(firstDay(month));
    const before = found.get(firstDay(laterMonth(month, -12)));
    return {
      month,
      revenueMinor: now?.revenue ?? '0',
      quantityMilli: now?.quantity ?? '0',
      beforeMinor: before?.revenue ?? '0',
      marginMinor: seesCost ? (now?.margin ?? '0') : null,
    };
  });
  const sum = (pick: (month: (typeof months)[number]) => string | null): string =>
    String(months.reduce((total, month) => total + BigInt(pick(month) ?? 0), 0n));
  return {
    months,
    year: {
      revenueMinor: sum((month) => month.revenueMinor),
      beforeMinor: sum((month) => month.beforeMinor),
      quantityMilli: sum((month) => month.quantityMilli),
      marginMinor: seesCost ? sum((month) => month.marginMinor) : null,
    },
  };
}
