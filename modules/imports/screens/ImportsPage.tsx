import type { OutputOf } from '#platform/endpoint.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText } from '#web/ui/values.tsx';
import { addressOf } from '#web/wire.ts';
import { imports } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './imports.module.css';
import { kindKey, states } from './words.ts';

type Row = OutputOf<typeof imports.list>['rows'][number];
type Kind = OutputOf<typeof imports.kinds>['kinds'][number];

/** Imports: what can be loaded, with its columns, and what was. */
export function ImportsPage() {
  const t = useText(texts);
  const number = (key: 'rows' | 'created' | 'updated' | 'rejected'): Column<Row> => ({
    key,
    title: t(`imports.${key}`),
    width: 110,
    align: 'end',
    cell: (row) => row[key].toLocaleString('ru'),
    phone: 'hide',
  });
  const columns: readonly Column<Row>[] = [
    { key: 'fileName', title: t('imports.file'), width: 220, cell: (row) => row.fileName },
    { key: 'kind', title: t('imports.kind'), width: 170, cell: (row) => t(kindKey(row.kind)), phone: 'line' },
    { key: 'state', title: t('imports.state'), width: 140, cell: (row) => <RunState row={row} />, phone: 'side' },
    {
      key: 'startedAt',
      title: t('imports.when'),
      width: 140,
      cell: (row) => <DateText value={row.startedAt} />,
      phone: 'line',
    },
    number('rows'),
    number('created'),
    number('updated'),
    number('rejected'),
    { key: 'startedBy', title: t('imports.who'), width: 180, cell: (row) => row.startedBy ?? '—', phone: 'hide' },
  ];
  return (
    <ListPage
      name="imports"
      title={t('imports.title')}
      endpoint={imports.list}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => (row.kind === 'bank-statement' ? paths.statement(row.id) : paths.import(row.id))}
      searchable={false}
      figures={<Kinds />}
      empty={{ title: t('imports.none'), hint: t('imports.lead') }}
    />
  );
}

function RunState({ row }: { readonly row: Row }) {
  const t = useText(texts);
  const { badge, key } = states[row.state];
  return <StateBadge state={badge} label={t(key)} />;
}

function Kinds() {
  const t = useText(texts);
  const { may } = useSession();
  const { kinds } = useLoaded(imports.kinds, {});
  return (
    <div className={css['kinds']}>
      {kinds.map((kind) => (
        <KindCard key={kind.kind} kind={kind} />
      ))}
      {may('settlements.write') ? (
        <section className={css['kind']}>
          <h3>{t('imports.kind.bank-statement')}</h3>
          <p>{t('imports.statementHint')}</p>
          <div className={css['acts']}>
            <LinkButton small to={paths.statements()}>
              {t('imports.statements')}
            </LinkButton>
          </div>
        </section>
      ) : null}
    </div>
  );
}

const namesShown = 6;

function KindCard({ kind }: { readonly kind: Kind }) {
  const t = useText(texts);
  const needed = kind.fields.filter((field) => field.required);
  const names = [...needed, ...kind.fields.filter((field) => !field.required)].slice(0, namesShown);
  const more = kind.fields.length > namesShown ? '…' : '';
  return (
    <section className={css['kind']}>
      <h3>{t(kindKey(kind.kind))}</h3>
      <p>
        {kind.may
          ? t('imports.columnsOf', { names: names.map((field) => field.label).join(', ') + more })
          : t('imports.noRight')}
      </p>
      <div className={css['acts']}>
        {kind.may ? (
          <LinkButton small kind="primary" to={paths.importNew(kind.kind)}>
            {t('imports.load')}
          </LinkButton>
        ) : null}
        <LinkButton small kind="quiet" download to={addressOf(imports.template, { kind: kind.kind })}>
          {t('imports.template')}
        </LinkButton>
      </div>
    </section>
  );
}
