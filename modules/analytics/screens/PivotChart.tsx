import { useLoaded } from '#web/api.ts';
import { amountText, monthText, shortSumText, sumText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { Chart } from '#web/ui/Chart.tsx';
import { sales } from '../contract.ts';
import { texts } from '../texts.ts';
import { chartInput, monthsBetween, type PivotInput } from './pivot-search.ts';

const height = 190;

/** The period by months beside the same months of last year, under the filters of the report. */
export function PivotChart({ input }: { readonly input: PivotInput }) {
  const t = useText(texts);
  const lang = useLang();
  const { today } = useOrgTime();
  const report = useLoaded(sales.pivot, chartInput(input));
  const months = monthsBetween(report);
  const found = new Map(report.lines.map((line) => [line.keys[0]?.slice(0, 7), line]));
  const measure = t(`measure.${report.measure}`);
  const isQuantity = report.measure === 'quantity';
  const whole = (value: number) => BigInt(Math.round(value));
  return (
    <Chart
      kind="bars"
      title={t('pivot.chart', { measure, rows: t('dimension.month').toLowerCase() })}
      height={height}
      points={months.map((month) => monthText(month, { lang, today }))}
      series={[
        {
          name: t('pivot.before'),
          role: 'before',
          values: months.map((month) => Number(found.get(month)?.totalBefore ?? 0)),
        },
        { name: measure, role: 'fact', values: months.map((month) => Number(found.get(month)?.total ?? 0)) },
      ]}
      format={(value) =>
        isQuantity ? amountText(whole(value), lang) : sumText(whole(value), lang, { kopecks: 'never' })
      }
      axisFormat={(value) => (isQuantity ? amountText(whole(value), lang) : shortSumText(whole(value), lang))}
    />
  );
}
