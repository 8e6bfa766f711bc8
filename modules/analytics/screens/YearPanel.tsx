import type { ReactNode } from 'react';
import { monthText, shortSumText, sumText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { Chart } from '#web/ui/Chart.tsx';
import { Figure, Panel } from '#web/ui/Panel.tsx';
import { Percent, Quantity, Sum } from '#web/ui/values.tsx';
import type { AccountSalesView } from '../contract.ts';
import { texts } from '../texts.ts';
import { Change } from './FigureValue.tsx';
import css from './sales.module.css';
import { Until } from './Until.tsx';

type Year = Pick<AccountSalesView, 'months' | 'year'>;

/** Twelve months beside the twelve before: figures, columns, the way to the report. Of what has been sold only. */
export function YearPanel(props: {
  readonly view: Year;
  /** Unit of the quantity; without it there is no sense in a quantity. */
  readonly unit?: string;
  readonly last?: ReactNode;
  /** The report or the lines behind the figures. */
  readonly to: string;
}) {
  const t = useText(texts);
  const { view, unit, last, to } = props;
  const { today } = useOrgTime();
  return (
    <Panel
      title={t('sales.year')}
      acts={
        <LinkButton to={to} small kind="quiet">
          {t('sales.open')}
        </LinkButton>
      }
    >
      <div className={css['yearFigures']}>
        <Figure label={t('measure.revenue')} large>
          <Sum minor={view.year.revenueMinor} short />
        </Figure>
        <Figure label={t('sales.before')} hint={<Until text={t('sales.until', { date: '\n' })} day={today} />}>
          <Sum minor={view.year.beforeMinor} short />
        </Figure>
        <Figure label={t('sales.change')}>
          <Sum minor={BigInt(view.year.revenueMinor) - BigInt(view.year.beforeMinor)} short toned />{' '}
          <Change now={view.year.revenueMinor} before={view.year.beforeMinor} />
        </Figure>
        {unit === undefined ? null : (
          <Figure label={t('sales.quantity')}>
            <Quantity milli={view.year.quantityMilli} unit={unit} />
          </Figure>
        )}
        <Margin year={view.year} />
        {last}
      </div>
      <YearChart months={view.months} />
    </Panel>
  );
}

/** The margin of the year; sums of sales have VAT in them and the margin has not, so there is no percent of it here. */
function Margin({ year }: { readonly year: Year['year'] }) {
  const t = useText(texts);
  if (year.marginMinor === null) return null;
  return (
    <Figure label={t('sales.margin')}>
      <Sum minor={year.marginMinor} short toned />
    </Figure>
  );
}

function YearChart({ months }: { readonly months: Year['months'] }) {
  const t = useText(texts);
  const lang = useLang();
  const { today } = useOrgTime();
  const whole = (value: number) => BigInt(Math.round(value));
  return (
    <Chart
      kind="bars"
      title={t('sales.chart')}
      height={200}
      points={months.map((one) => monthText(one.month, { lang, today }))}
      series={[
        { name: t('sales.before'), role: 'before', values: months.map((one) => Number(one.beforeMinor)) },
        { name: t('sales.now'), role: 'fact', values: months.map((one) => Number(one.revenueMinor)) },
      ]}
      format={(value) => sumText(whole(value), lang, { kopecks: 'never' })}
      axisFormat={(value) => shortSumText(whole(value), lang)}
    />
  );
}

/** A part of the whole as a bar with its percent. */
export function Share({ part, whole }: { readonly part: string; readonly whole: string }) {
  const total = BigInt(whole);
  const bp = total <= 0n || BigInt(part) <= 0n ? 0 : Number((BigInt(part) * 10_000n) / total);
  return (
    <span className={css['share']}>
      <i>
        <b style={{ width: `${Math.min(100, bp / 100)}%` }} />
      </i>
      <Percent bp={bp} digits={0} />
    </span>
  );
}
