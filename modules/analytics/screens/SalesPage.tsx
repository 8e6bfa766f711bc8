import { IconChartBar, IconDownload } from '@tabler/icons-react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearch, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { searchText } from '#web/search.ts';
import { useOrgTime, useSession } from '#web/session.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { ListViews } from '#web/ui/ListViews.tsx';
import { useTitle } from '#web/ui/Page.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { type PivotReport, sales } from '../contract.ts';
import { texts } from '../texts.ts';
import { Change, FigureValue } from './FigureValue.tsx';
import { LinesPeek } from './LinesPeek.tsx';
import { PivotChart } from './PivotChart.tsx';
import { PivotControls } from './PivotControls.tsx';
import { PivotTable } from './PivotTable.tsx';
import { type PivotInput, pivotInput, spotOf } from './pivot-search.ts';
import css from './sales.module.css';
import { Until } from './Until.tsx';

/** Sales as one wants to see them: rows, columns, a figure, a period beside last year; any number opens its lines. */
export function SalesPage() {
  const t = useText(texts);
  const { today } = useOrgTime();
  const search = useSearch();
  const input = pivotInput(search, today);
  const report = useLoaded(sales.pivot, input);
  const spot = spotOf(useSearchText('peek'));
  const withChart = useSearchText('chart') !== 'no';
  useTitle(t('pivot.title'));
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <h1>{t('pivot.title')}</h1>
        <span className={css['count']} aria-live="polite">
          {report.count}
        </span>
        <Acts input={input} withChart={withChart} />
      </header>
      <Views />
      <PivotControls input={input} />
      <div className={css['over']}>
        <Figures report={report} />
        {withChart && report.count > 0 ? (
          <div className={css['chart']}>
            <PivotChart input={input} />
          </div>
        ) : null}
      </div>
      <div className={css['body']}>
        <PivotTable
          key={searchText({ ...search, peek: undefined })}
          report={report}
          empty={{
            title: t('pivot.empty'),
            hint: t('pivot.emptyHint'),
            act: <LinkButton to={paths.imports()}>{t('pivot.import')}</LinkButton>,
          }}
        />
      </div>
      {spot === null ? null : <LinesPeek report={report} spot={spot} input={input} />}
    </div>
  );
}

function Acts({ input, withChart }: { readonly input: PivotInput; readonly withChart: boolean }) {
  const t = useText(texts);
  const { mayExport } = useSession();
  return (
    <>
      <Button
        small
        kind="quiet"
        icon={<IconChartBar size={16} />}
        aria-pressed={withChart}
        onClick={() => setSearch({ chart: withChart ? 'no' : undefined })}
      >
        {t('pivot.asChart')}
      </Button>
      {mayExport ? (
        <LinkButton
          to={`/api/export/sales-pivot${searchText({ ...input, top: 200 })}`}
          small
          kind="quiet"
          download
          icon={<IconDownload size={16} />}
        >
          {t('pivot.export')}
        </LinkButton>
      ) : null}
    </>
  );
}

function Views() {
  const t = useText(texts);
  return (
    <ListViews
      list="sales"
      views={[
        { key: 'year', title: t('view.year'), search: {} },
        { key: 'accounts', title: t('view.accounts'), search: { columns: 'month', compare: 'false' } },
        { key: 'categories', title: t('view.categories'), search: { rows: 'category' } },
        { key: 'brands', title: t('view.brands'), search: { rows: 'brand', columns: 'month' } },
        { key: 'managers', title: t('view.managers'), search: { rows: 'manager' } },
      ]}
    />
  );
}

/** The whole of the report: now, a year ago, the change. */
function Figures({ report }: { readonly report: PivotReport }) {
  const t = useText(texts);
  const { totals, measure, until } = report;
  const before = totals.totalBefore;
  return (
    <div className={css['figures']}>
      <Figure label={t(`measure.${measure}`)} large>
        <FigureValue measure={measure} value={totals.total} short />
      </Figure>
      {before === null ? null : (
        <>
          <Figure
            label={t('pivot.before')}
            {...(until === null ? {} : { hint: <Until text={t('pivot.until', { date: '\n' })} day={until} /> })}
          >
            <FigureValue measure={measure} value={before} short />
          </Figure>
          <Figure label={t('pivot.change')}>
            <FigureValue measure={measure} value={BigInt(totals.total) - BigInt(before)} short toned />{' '}
            <Change now={totals.total} before={before} />
          </Figure>
        </>
      )}
    </div>
  );
}
