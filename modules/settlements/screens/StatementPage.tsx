import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useReasonText } from '#web/refusals.ts';
import { A } from '#web/ui/A.tsx';
import { Kbd } from '#web/ui/Kbd.tsx';
import { Page } from '#web/ui/Page.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { stepOf, typing } from './board-keys.ts';
import { type ColumnState, MatchColumn } from './MatchColumn.tsx';
import css from './statement.module.css';

type View = OutputOf<typeof settlements.statement>;
const columnsOfFile: readonly ColumnState[] = ['matched', 'probable', 'unknown'];
const columnsOfAll: readonly ColumnState[] = ['probable', 'unknown'];

/** A statement sorted out: certain, probable with its reasons, unknown; by keys from one payment to the next. */
export function StatementPage() {
  const t = useText(texts);
  const { statementId = '' } = useParams();
  const view = useLoaded(settlements.statement, { statementId });
  const { statement } = view;
  return (
    <Page
      title={statement === null ? t('statement.allTitle') : statement.fileName}
      back={paths.statements()}
      under={statement === null ? t('statement.allUnder') : <Under statement={statement} />}
    >
      <Warnings view={view} />
      <AllKnown statement={statement} />
      <Board key={statementId} view={view} statementId={statementId} />
    </Page>
  );
}

function Under({ statement }: { readonly statement: NonNullable<View['statement']> }) {
  const t = useText(texts);
  return (
    <>
      <DateText value={statement.importedAt} />
      {statement.importedBy === null ? null : ` · ${statement.importedBy}`}
      {' · '}
      {t('statement.counts', {
        documents: statement.documents,
        duplicates: statement.duplicates,
        rejected: statement.rejected,
      })}
    </>
  );
}

/** A file loaded again leaves an empty board: say why. */
function AllKnown({ statement }: { readonly statement: View['statement'] }) {
  const t = useText(texts);
  if (statement === null || statement.documents === 0 || statement.duplicates < statement.documents) return null;
  return (
    <p className={css['known']} role="status">
      {t('statement.allKnown')} <A to={paths.payments({ direction: 'in' })}>{t('statement.toPayments')}</A>
    </p>
  );
}

const shownMost = 50;

function Warnings({ view }: { readonly view: View }) {
  const t = useText(texts);
  const say = useReasonText();
  const warnings = view.summary?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <details className={css['warnings']}>
      <summary>{t('statement.warnings', { count: warnings.length })}</summary>
      <ul>
        {warnings.slice(0, shownMost).map((warning, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the warnings of a file are a fixed list
          <li key={at}>
            {say({ code: warning.code, details: warning.details as Record<string, string> })}
            {warning.line === null ? null : (
              <span className="muted"> {t('statement.line', { line: warning.line })}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

type Place = { readonly column: ColumnState; readonly at: number };

/** Which payment is active: moved by keys, kept in its column when payments leave it. */
function useActive(columns: readonly ColumnState[], counts: (column: ColumnState) => number) {
  const [place, setPlace] = useState<Place>({ column: 'probable', at: 0 });
  const latest = useRef({ columns, counts });
  latest.current = { columns, counts };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      const step = stepOf(event);
      if (step === null) return;
      event.preventDefault();
      setPlace((before) => moved(before, step, latest.current));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const most = Math.max(0, counts(place.column) - 1);
  return { place: { ...place, at: Math.min(place.at, most) }, setPlace };
}

type Where = { readonly columns: readonly ColumnState[]; readonly counts: (column: ColumnState) => number };

function moved(before: Place, step: { down: number; across: number }, { columns, counts }: Where): Place {
  if (step.across !== 0) {
    const next = columns[columns.indexOf(before.column) + step.across];
    return next === undefined ? before : { column: next, at: 0 };
  }
  const most = Math.max(0, counts(before.column) - 1);
  return { ...before, at: Math.max(0, Math.min(most, before.at + step.down)) };
}

function Board({ view, statementId }: { readonly view: View; readonly statementId: string }) {
  const t = useText(texts);
  const wide = useMediaQuery('(min-width: 1100px)') ?? true;
  const columns = statementId === 'all' ? columnsOfAll : columnsOfFile;
  const [counts, setCounts] = useState<Readonly<Partial<Record<ColumnState, number>>>>({});
  const { place, setPlace } = useActive(columns, (column) => counts[column] ?? 0);
  const shown = wide ? columns : [place.column];
  return (
    <>
      {wide ? null : (
        <SegmentedControl
          fullWidth
          value={place.column}
          onChange={(column) => setPlace({ column: column as ColumnState, at: 0 })}
          data={columns.map((column) => ({
            value: column,
            label: `${t(`statement.${column}`)} ${view.now[column].count}`,
          }))}
        />
      )}
      <div className={css['board']} data-columns={shown.length}>
        {shown.map((column) => (
          <MatchColumn
            key={column}
            state={column}
            share={view.now[column]}
            statementId={statementId}
            active={place.column === column ? place.at : -1}
            onPick={(at) => setPlace({ column, at })}
            onCount={(count) =>
              setCounts((before) => (before[column] === count ? before : { ...before, [column]: count }))
            }
          />
        ))}
      </div>
      {wide ? <Keys /> : null}
      {statementId === 'all' ? null : <Rest view={view} />}
    </>
  );
}

/** What is neither certain nor waiting: advances and what was set aside, with the way to them. */
function Rest({ view }: { readonly view: View }) {
  const t = useText(texts);
  const { advance, ignored } = view.now;
  if (advance.count + ignored.count === 0) return null;
  return (
    <p className="muted">
      {advance.count === 0 ? null : (
        <>
          <A to={paths.payments({ free: 'true' })}>
            {t('statement.advances', { count: advance.count })} <Sum minor={advance.sumMinor} />
          </A>{' '}
        </>
      )}
      {ignored.count === 0 ? null : (
        <A to={paths.payments({ direction: 'in', state: 'ignored' })}>
          {t('statement.ignored', { count: ignored.count })} <Sum minor={ignored.sumMinor} />
        </A>
      )}
    </p>
  );
}

function Keys() {
  const t = useText(texts);
  return (
    <p className={css['keys']}>
      <span>
        <Kbd keys="j" /> <Kbd keys="k" /> {t('keys.move')}
      </span>
      <span>
        <Kbd keys="h" /> <Kbd keys="l" /> {t('keys.across')}
      </span>
      <span>
        <Kbd keys="Enter" /> {t('keys.accept')}
      </span>
      <span>
        <Kbd keys="e" /> {t('keys.choose')}
      </span>
      <span>
        <Kbd keys="p" /> {t('keys.payer')}
      </span>
      <span>
        <Kbd keys="a" /> {t('keys.advance')}
      </span>
    </p>
  );
}
