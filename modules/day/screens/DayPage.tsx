import { useLoaded } from '#web/api.ts';
import { fullText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Page } from '#web/ui/Page.tsx';
import { type DayReport, day } from '../contract.ts';
import { dayKinds } from '../model.ts';
import { texts } from '../texts.ts';
import { DayCard } from './DayCard.tsx';
import css from './day.module.css';
import { MonthPanel } from './MonthPanel.tsx';

/** The home: what needs me now, the most pressing first; at the right how the month goes. */
export function DayPage() {
  const t = useText(texts);
  const lang = useLang();
  const time = useOrgTime();
  const report = useLoaded(day.get, {});
  const kind = useSearchText('kind');
  const items = kind === '' ? report.items : report.items.filter((item) => item.kind === kind);
  const beyond = beyondShown(report, kind);
  return (
    <Page
      title={t('day.title')}
      under={fullText(time.today, { lang, ...time })}
      {...(report.month === null ? {} : { aside: <MonthPanel month={report.month} /> })}
    >
      <KindTabs report={report} kind={kind} />
      {items.length === 0 ? (
        <EmptyState
          title={t('day.empty')}
          hint={t('day.emptyHint')}
          act={<LinkButton to={paths.accounts()}>{t('day.emptyAct')}</LinkButton>}
        />
      ) : (
        <ol className={css['cards']} aria-label={t('day.list')}>
          {items.map((item) => (
            <DayCard key={`${item.kind} ${item.subjectId} ${item.detail}`} item={item} />
          ))}
        </ol>
      )}
      {beyond === 0 ? null : <p className="muted">{t('day.more', { count: beyond })}</p>}
    </Page>
  );
}

/** How many there are beside those that are shown. */
function beyondShown({ counts, items }: DayReport, kind: string): number {
  const wanted = counts.filter((one) => kind === '' || one.kind === kind);
  const shown = items.filter((one) => kind === '' || one.kind === kind).length;
  return Math.max(0, wanted.reduce((sum, one) => sum + one.count, 0) - shown);
}

function KindTabs({ report, kind }: { readonly report: DayReport; readonly kind: string }) {
  const t = useText(texts);
  const counts = new Map(report.counts.map((one) => [one.kind, one.count]));
  const shown = dayKinds.filter((one) => counts.has(one));
  if (shown.length < 2) return null;
  const chip = (key: string, title: string, count: number) => (
    <button
      key={key}
      type="button"
      className={css['chip']}
      aria-pressed={kind === key}
      onClick={() => setSearch({ kind: key === '' ? undefined : key })}
    >
      {title} <small>{count}</small>
    </button>
  );
  const all = report.counts.reduce((sum, one) => sum + one.count, 0);
  return (
    <fieldset className={css['chips']} aria-label={t('day.filter')}>
      {chip('', t('day.all'), all)}
      {shown.map((one) => chip(one, t(`kind.${one}`), counts.get(one) ?? 0))}
    </fieldset>
  );
}
