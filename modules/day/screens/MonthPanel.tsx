import { shortSumText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { Chart } from '#web/ui/Chart.tsx';
import { Facts, Figure, Panel } from '#web/ui/Panel.tsx';
import { Percent, Sum } from '#web/ui/values.tsx';
import type { DayReport } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './day.module.css';

type Month = NonNullable<DayReport['month']>;

/** The states of orders that count as taken. */
const takenStates = ['held', 'confirmed', 'shipped', 'closed'];

/** How the month goes: what is sold so far beside the same days of last year, and the orders taken. */
export function MonthPanel({ month }: { readonly month: Month }) {
  const t = useText(texts);
  const lang = useLang();
  const { today } = useOrgTime();
  const change = changeBp(month);
  const kopecks = (value: string | null): number | null => (value === null ? null : Number(value));
  return (
    <Panel title={t('month.title')}>
      <div className={css['month']}>
        <Figure
          large
          label={t('month.revenue')}
          {...(change === null ? {} : { hint: <Hint month={month} change={change} /> })}
        >
          <Sum minor={month.revenueMinor} short />
        </Figure>
        <Chart
          kind="line"
          title={t('month.chart')}
          height={180}
          points={month.days.map((one) => String(one.day))}
          series={[
            { name: t('month.lastYear'), role: 'before', values: month.days.map((one) => kopecks(one.beforeMinor)) },
            { name: t('month.now'), role: 'fact', values: month.days.map((one) => kopecks(one.minor)) },
          ]}
          format={(value) => shortSumText(BigInt(Math.round(value)), lang)}
        />
        <Facts
          rows={[
            [
              t('month.orders'),
              <A key="orders" to={paths.orders({ from: `${today.slice(0, 7)}-01`, to: today, state: takenStates })}>
                {month.orders}
              </A>,
            ],
            [t('month.ordersSum'), <Sum key="sum" minor={month.ordersMinor} short />],
            ...(month.workingDays === null
              ? []
              : ([[t('month.working'), t('month.workingOf', month.workingDays)]] as const)),
          ]}
        />
        <A to={paths.salesReport({ compare: 'true' })}>{t('month.report')}</A>
      </div>
    </Panel>
  );
}

function Hint({ month, change }: { readonly month: Month; readonly change: number }) {
  const t = useText(texts);
  return (
    <>
      <Percent bp={change} change /> {t('month.before').toLowerCase()}: <Sum minor={month.beforeMinor} short />
    </>
  );
}

/** Growth over the same days of last year, basis points; null when there was nothing to grow from. */
function changeBp({ revenueMinor, beforeMinor }: Month): number | null {
  const before = BigInt(beforeMinor);
  return before <= 0n ? null : Number(((BigInt(revenueMinor) - before) * 10_000n) / before);
}
