import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { inText } from '../format.ts';
import { useText } from '../i18n.ts';
import css from './Chart.module.css';
import { kitTexts } from './texts.ts';

/** What a series is, so that the same thing looks the same everywhere: fact solid, plan outlined, forecast hatched. */
export type SeriesRole = 'fact' | 'plan' | 'forecast' | 'before' | 'ok' | 'watch' | 'stop';
export type Series = { readonly name: string; readonly role: SeriesRole; readonly values: readonly (number | null)[] };

export type ChartProps = {
  /** Bars for comparison, lines for time. */
  readonly kind: 'bars' | 'line';
  /** What the chart shows, in one sentence: read by screen readers, names the table. */
  readonly title: string;
  readonly points: readonly string[];
  readonly series: readonly Series[];
  /** How a value is written at marks and in the table: sums, percents. */
  readonly format: (value: number) => string;
  /** A shorter writing for the axis. */
  readonly axisFormat?: (value: number) => string;
  readonly height?: number;
};

/** A chart with its table: bars or lines, direct labels, drawn when the library has come. */
export function Chart(props: ChartProps) {
  const t = useText(kitTexts);
  const [asTable, setAsTable] = useState(false);
  const empty = props.series.every((series) => series.values.every((value) => value === null));
  if (empty) return <p className="muted">{t('chart.none')}</p>;
  return (
    <figure className={css['chart']} aria-label={props.title}>
      <button type="button" className={css['switch']} onClick={() => setAsTable(!asTable)}>
        {asTable ? t('chart.picture') : t('chart.table')}
      </button>
      {asTable ? <ChartTable {...props} /> : <Canvas {...props} />}
    </figure>
  );
}

function ChartTable({ title, points, series, format }: ChartProps) {
  const t = useText(kitTexts);
  return (
    <table className={css['table']}>
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('chart.point')}</th>
          {series.map((one) => (
            <th key={one.name} scope="col">
              {one.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point, at) => (
          <tr key={point}>
            <td>{point}</td>
            {series.map((one) => (
              <td key={one.name}>{cell(one.values[at], format)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell(value: number | null | undefined, format: (value: number) => string): ReactNode {
  return value === null || value === undefined ? '—' : inText(format(value));
}

function Canvas(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const redraw = useRef<(() => void) | null>(null);
  const id = useId();
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let over = false;
    let close: (() => void) | undefined;
    void import('./echarts.ts').then(({ drawChart }) => {
      if (over) return;
      const drawn = drawChart(element, () => latest.current);
      redraw.current = drawn.redraw;
      close = drawn.close;
    });
    return () => {
      over = true;
      redraw.current = null;
      close?.();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture follows the values
  useEffect(() => redraw.current?.(), [props.points, props.series, props.kind]);
  return (
    <>
      <div
        ref={place}
        className={css['canvas']}
        style={{ height: props.height ?? 220 }}
        role="img"
        aria-labelledby={id}
      />
      <span id={id} className="unseen">
        {said(props)}
      </span>
    </>
  );
}

/** The chart in words: each series from its first to its last value. */
function said({ title, series, points, format }: ChartProps): string {
  const ends = series.map(({ name, values }) => {
    const known = values.flatMap((value, at) => (value === null ? [] : [`${points[at] ?? ''} ${format(value)}`]));
    return `${name}: ${known[0] ?? '—'} … ${known.at(-1) ?? '—'}`;
  });
  return `${title}. ${ends.join('; ')}`;
}

/** A trend in a row of a table: a line of 72 x 20 px. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const width = 72;
  const height = 20;
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const x = (at: number) => (values.length < 2 ? 0 : (at / (values.length - 1)) * (width - 4));
  const y = (value: number) => height - 2 - ((value - least) / span) * (height - 4);
  const line = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg className={css['spark']} width={width} height={height} role="img" aria-label={label}>
      <polyline points={line} fill="none" stroke="var(--mark-plain)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2" fill="var(--accent)" />
    </svg>
  );
}
