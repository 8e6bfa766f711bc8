import { hasText, translate } from '#kernel/texts.ts';
import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Facts } from '#web/ui/Panel.tsx';
import { DateText } from '#web/ui/values.tsx';
import { people } from '../contract.ts';
import { audit } from '../contract-org.ts';
import { auditTexts } from '../texts-audit.ts';

type Row = RowOf<typeof audit.list>;

const groups = [
  'access',
  'firm',
  'accounts',
  'catalog',
  'pricing',
  'stock',
  'credit',
  'orders',
  'approvals',
  'fulfilment',
  'documents',
  'settlements',
] as const;

/** An event in words, its code when there are none yet. */
function useEventText(): (name: string) => string {
  const lang = useLang();
  return (name) => {
    const key = `event.${name}`;
    return hasText(auditTexts, key) ? translate(auditTexts, lang, key) : name;
  };
}

const factsLine = (row: Row) => row.facts.map(({ name, value }) => `${name}: ${value}`).join('; ');

/** Who did what, newest first, by person, kind and day. */
export function AuditPage() {
  const t = useText(auditTexts);
  const eventText = useEventText();
  const columns: Column<Row>[] = [
    { key: 'name', title: t('audit.name'), width: 240, cell: (row) => eventText(row.name) },
    { key: 'at', title: t('audit.at'), width: 150, cell: (row) => <DateText value={row.at} />, phone: 'side' },
    {
      key: 'actorName',
      title: t('audit.who'),
      width: 200,
      cell: (row) => row.actorName ?? t('audit.nobody'),
      phone: 'line',
    },
    { key: 'actedForName', title: t('audit.for'), width: 160, cell: (row) => row.actedForName ?? '', optional: true },
    { key: 'accountName', title: t('audit.account'), width: 200, cell: (row) => row.accountName ?? '', phone: 'line' },
    { key: 'facts', title: t('audit.facts'), width: 420, cell: factsLine, phone: 'line' },
  ];
  const filters: Filter[] = [
    pickFilter('personId', t('audit.who'), {
      endpoint: people.pick,
      input: (q) => ({ q }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.post }),
    }),
    {
      kind: 'one',
      key: 'name',
      label: t('audit.name'),
      options: groups.map((group) => ({ value: `${group}.`, label: t(`audit.group.${group}`) })),
    },
    { kind: 'dates', key: 'dates', from: 'from', to: 'to', label: t('audit.dates') },
  ];
  return (
    <ListPage
      name="audit"
      title={t('audit.title')}
      endpoint={audit.list}
      columns={columns}
      rowId={(row) => row.id}
      peek={(row) => <Details row={row} />}
      peekTitle={(row) => eventText(row.name)}
      filters={filters}
      searchable={false}
      exportTo="/api/audit/export"
      empty={{ title: t('audit.none'), hint: t('audit.noneHint') }}
    />
  );
}

function Details({ row }: { readonly row: Row }) {
  const t = useText(auditTexts);
  return (
    <Facts
      rows={[
        [t('audit.at'), <DateText key="at" value={row.at} />],
        [t('audit.who'), row.actorName ?? t('audit.nobody')],
        [t('audit.for'), row.actedForName],
        [
          t('audit.account'),
          row.accountId === null ? null : (
            <A key="account" to={paths.account(row.accountId)}>
              {row.accountName}
            </A>
          ),
        ],
        [t('audit.subject'), `${row.subjectType} ${row.subjectId}`],
        ...row.facts.map(({ name, value }) => [name, value] as const),
        [t('audit.request'), row.requestId],
      ]}
    />
  );
}
