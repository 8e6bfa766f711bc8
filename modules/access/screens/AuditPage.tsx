import { hasText, translate } from '#kernel/texts.ts';
import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { readableDetails } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Facts } from '#web/ui/Panel.tsx';
import { DateText } from '#web/ui/values.tsx';
import { people } from '../contract.ts';
import { audit } from '../contract-org.ts';
import { auditTexts } from '../texts-audit.ts';
import { rightsTexts } from '../texts-rights.ts';
import { deviceOf } from './device.ts';

type Row = RowOf<typeof audit.list>;
type Fact = Row['facts'][number];

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

/** Events and facts in words; their codes when there are no words yet. */
function useAuditWords() {
  const lang = useLang();
  const time = useOrgTime();
  const word = (kind: 'event' | 'fact', code: string) => {
    const key = `${kind}.${code}`;
    return hasText(auditTexts, key) ? translate(auditTexts, lang, key) : code;
  };
  const right = (code: string) => translate<string>(rightsTexts, lang, `right.${code}`).replace(/^right\./, '');
  const value = ({ name, value: text }: Fact) => {
    if (name === 'agent') return deviceOf(text) ?? text;
    if (name === 'given' || name === 'taken' || name === 'permissions') return text.split(', ').map(right).join(', ');
    if (text === 'true') return translate(auditTexts, lang, 'audit.yes');
    if (text === 'false') return translate(auditTexts, lang, 'audit.no');
    const key: string = `value.${name}.${text}`;
    return hasText(auditTexts, key) ? translate(auditTexts, lang, key) : figure(name, text);
  };
  const figure = (name: string, text: string) => {
    const kind = name.replace(/Until$/, 'At');
    const detail = { [kind]: /Bp$/.test(name) && text !== '' ? Number(text) : text };
    return String(readableDetails(detail, { lang, ...time })[kind] ?? text);
  };
  return {
    event: (name: string) => word('event', name),
    fact: (fact: Fact) => [word('fact', fact.name), value(fact)] as const,
  };
}

// What only machines read stays for the details at the side.
const machine = /(^|\.)(agent|sessionId|.*Id)$/;

/** Who did what, newest first, by person, kind and day. */
export function AuditPage() {
  const t = useText(auditTexts);
  const words = useAuditWords();
  const line = (row: Row) =>
    row.facts
      .filter(({ name, value }) => value !== '' && !machine.test(name))
      .map((fact) => words.fact(fact).join(': '))
      .join('; ');
  const columns: Column<Row>[] = [
    { key: 'name', title: t('audit.name'), width: 240, cell: (row) => words.event(row.name) },
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
    { key: 'facts', title: t('audit.facts'), width: 420, cell: line, phone: 'line' },
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
      peekTitle={(row) => words.event(row.name)}
      filters={filters}
      searchable={false}
      exportTo="/api/audit/export"
      empty={{ title: t('audit.none'), hint: t('audit.noneHint') }}
    />
  );
}

function Details({ row }: { readonly row: Row }) {
  const t = useText(auditTexts);
  const words = useAuditWords();
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
        ...row.facts.map(words.fact),
        [t('audit.request'), row.requestId],
      ]}
    />
  );
}
