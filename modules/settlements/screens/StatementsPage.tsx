import type { OutputOf } from '#platform/endpoint.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { useUpload } from '#web/upload.ts';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { moneyViews } from './money-views.ts';
import css from './statement.module.css';
import { useClosed } from './writing.ts';

type Row = OutputOf<typeof settlements.statements>['rows'][number];

/** Bank statements: the place to drop one, what still waits for a person, those that were loaded. */
export function StatementsPage() {
  const t = useText(texts);
  const closed = useClosed();
  const columns: readonly Column<Row>[] = [
    { key: 'fileName', title: t('statement.file'), width: 220, cell: (row) => row.fileName },
    {
      key: 'importedAt',
      title: t('statement.loaded'),
      width: 140,
      cell: (row) => <DateText value={row.importedAt} />,
      phone: 'line',
    },
    { key: 'importedBy', title: t('statement.by'), width: 180, cell: (row) => row.importedBy ?? '—', phone: 'hide' },
    {
      key: 'documents',
      title: t('statement.documents'),
      width: 110,
      align: 'end',
      cell: (row) => row.documents,
      phone: 'hide',
    },
    { key: 'taken', title: t('statement.taken'), width: 100, align: 'end', cell: (row) => row.taken, phone: 'hide' },
    {
      key: 'duplicates',
      title: t('statement.duplicates'),
      width: 110,
      align: 'end',
      cell: (row) => row.duplicates,
      phone: 'hide',
    },
    {
      key: 'inMinor',
      title: t('statement.in'),
      width: 150,
      align: 'end',
      cell: (row) => <Sum minor={row.inMinor} />,
      phone: 'side',
    },
    { key: 'left', title: t('statement.left'), width: 220, cell: (row) => <Left row={row} />, phone: 'line' },
  ];
  return (
    <ListPage
      name="statements"
      title={t('statement.title')}
      endpoint={settlements.statements}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.statement(row.id)}
      searchable={false}
      figures={
        <div className={css['top']}>
          {closed === null ? <Drop /> : null}
          <Waiting />
        </div>
      }
      empty={{ title: t('statement.none'), hint: t('statement.noneHint') }}
    />
  );
}

function Drop() {
  const t = useText(texts);
  const upload = useUpload(settlements.importStatement, {
    invalidates: moneyViews,
    onDone: ({ importId, summary }) => {
      const taken = summary.matched + summary.probable + summary.advance + summary.unknown + summary.other;
      done(t('statement.done', { count: taken, duplicates: summary.duplicates }));
      go(paths.statement(importId));
    },
  });
  return (
    <div className={css['drop']}>
      <FileDrop upload={upload} input={{}} kinds={['.txt']} mostMegabytes={64} hint={t('statement.hint')} />
    </div>
  );
}

/** What of all statements waits for a person. */
function Waiting() {
  const t = useText(texts);
  const { now } = useLoaded(settlements.statement, { statementId: 'all' });
  const count = now.probable.count + now.unknown.count;
  const sum = BigInt(now.probable.sumMinor) + BigInt(now.unknown.sumMinor);
  if (count === 0) return <StateBadge state="ok" label={t('statement.allDone')} />;
  return (
    <div className={css['waiting']}>
      <Figure
        label={t('statement.waits')}
        hint={t('statement.waitsOf', { probable: now.probable.count, unknown: now.unknown.count })}
      >
        {count} · <Sum minor={sum} />
      </Figure>
      <LinkButton to={paths.statement('all')} kind="primary">
        {t('statement.sortOut')}
      </LinkButton>
    </div>
  );
}

function Left({ row }: { readonly row: Row }) {
  const t = useText(texts);
  if (row.leftCount === 0) return <StateBadge state="ok" label={t('statement.sorted')} />;
  return (
    <>
      <StateBadge state="watch" label={t('statement.leftCount', { count: row.leftCount })} />{' '}
      <Sum minor={row.leftMinor} />
    </>
  );
}
