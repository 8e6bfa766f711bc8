import { Percent, Quantity, Sum } from '#web/ui/values.tsx';
import type { Measure } from '../model.ts';
import { changeBp } from './pivot-search.ts';

/** A figure of the report by its measure: a sum without kopecks or a quantity. */
export function FigureValue(props: {
  readonly measure: Measure;
  readonly value: string | bigint;
  readonly short?: boolean;
  /** The sign of the currency, where figures stand alone. */
  readonly sign?: boolean;
  readonly toned?: boolean;
}) {
  const { measure, value, short = false, sign = short, toned = false } = props;
  if (measure === 'quantity') return <Quantity milli={value} />;
  return <Sum minor={value} kopecks="never" sign={sign} short={short} toned={toned} />;
}

/** Growth over last year in percent: past ten times the digits after the point say nothing. */
export function Change({ now, before }: { readonly now: string; readonly before: string }) {
  const bp = changeBp(now, before);
  return <Percent bp={bp} change digits={bp !== null && Math.abs(bp) >= 100_000 ? 0 : 1} />;
}
