import { useLoaded } from '#web/api.ts';
import { fullText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Page } from '#web/ui/Page.tsx';
import { type DayReport, day } from '../contract.ts';
import { type DayKind, dayKinds } from '../model.ts';
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
      <Beyond report={report} kind={kind} />
    </Page>
  );
}

/** Where all of a kind are, if one list has them. */
const wholeOf: Readonly<Partial<Record<DayKind, string>>> = {
  question: paths.orders({ support: 'question' }),
  decide: paths.approvals(),
  queue: paths.supportQueue(),
  expiring: paths.reservations({ show: 'ending' }),
  debt: paths.collection(),
  held: paths.orders({ state: 'held' }),
};

/** How many there are of each kind beside those that are shown, with the way to all of them. */
function Beyond({ report: { counts, items }, kind }: { readonly report: DayReport; readonly kind: string }) {
  const t = useText(texts);
  const beyond = counts
    .filter((one) => kind === '' || one.kind === kind)
    .map((one) => ({ kind: one.kind, count: one.count - items.filter((item) => item.kind === one.kind).length }))
    .filter(({ count }) => count > 0);
  if (beyond.length === 0) return null;
  const all = beyond.reduce((sum, one) => sum + one.count, 0);
  return (
    <p className={css['beyond']}>
      <span>{t('day.more', { count: all })}</span>
      {beyond.map((one) => {
        const said = `${t(`kind.${one.kind}`)}: ${one.count}`;
        const to = wholeOf[one.kind];
        return to === undefined ? (
          <span key={one.kind}>{said}</span>
        ) : (
          <A key={one.kind} to={to}>
            {said}
          </A>
        );
      })}
    </p>
  );
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
