import { IconPlus, IconStarFilled } from '@tabler/icons-react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage, type View } from '#web/ui/ListPage.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { AccountRow } from '../contract/views.ts';
import { accountGroups, accounts } from '../contract.ts';
import { roles, statuses } from '../model.ts';
import { texts } from '../texts.ts';
import { AccountPeek } from './AccountPeek.tsx';
import { AssignBar } from './AssignBar.tsx';
import css from './accounts.module.css';
import { statusStates } from './states.ts';

type Say = ReturnType<typeof useText<keyof typeof texts.ru>>;

/** All accounts that the person sees. */
export function AccountsPage() {
  const t = useText(texts);
  const { may } = useSession();
  const options = useLoaded(accounts.options, {});
  return (
    <ListPage
      name="accounts"
      title={t('list.title')}
      endpoint={accounts.list}
      columns={columnsIn(t, may('credit.read'))}
      rowId={(row) => row.id}
      href={(row) => paths.account(row.id)}
      peek={(row) => <AccountPeek row={row} />}
      peekTitle={(row) => row.name}
      views={viewsIn(t)}
      filters={useFilters(t, options)}
      searchHint={t('list.searchHint')}
      exportTo="/api/accounts/file"
      secondary={
        may('imports.run') ? <LinkButton to={paths.importNew('accounts')}>{t('list.import')}</LinkButton> : null
      }
      primary={
        may('accounts.write') ? (
          <LinkButton to={paths.accountNew()} kind="primary" icon={<IconPlus size={16} />}>
            {t('list.add')}
          </LinkButton>
        ) : null
      }
      {...(may('accounts.assign')
        ? {
            bulk: (rows: readonly AccountRow[], clear: () => void) => (
              <AssignBar rows={rows} managers={options.managers} clear={clear} />
            ),
          }
        : {})}
      empty={{
        title: t('list.none'),
        hint: t('list.noneHint'),
        act: (
          <>
            {may('imports.run') ? <LinkButton to={paths.importNew('accounts')}>{t('list.import')}</LinkButton> : null}
            {may('accounts.write') ? <LinkButton to={paths.accountNew()}>{t('list.add')}</LinkButton> : null}
          </>
        ),
      }}
    />
  );
}

function columnsIn(t: Say, credit: boolean): readonly Column<AccountRow>[] {
  const debts: readonly Column<AccountRow>[] = [
    {
      key: 'receivableMinor',
      title: t('list.debt'),
      align: 'end',
      width: 112,
      cell: (row) => <Sum minor={row.receivableMinor} />,
      sum: (row) => row.receivableMinor,
    },
    {
      key: 'overdueMinor',
      title: t('list.overdue'),
      align: 'end',
      width: 112,
      cell: (row) => (row.overdueMinor === '0' ? '' : <Sum minor={row.overdueMinor} />),
      sum: (row) => row.overdueMinor,
      phone: 'side',
    },
  ];
  return [
    { key: 'name', title: t('field.name'), width: 280, cell: (row) => <AccountName row={row} />, phone: 'title' },
    { key: 'status', title: t('list.status'), width: 116, cell: (row) => <Status row={row} />, phone: 'line' },
    { key: 'managerName', title: t('field.managerId'), width: 152, cell: (row) => row.managerName, phone: 'line' },
    {
      key: 'inn',
      title: t('field.inn'),
      width: 124,
      cell: (row) => <span className="num">{row.inn}</span>,
      phone: 'hide',
    },
    ...(credit ? debts : []),
    { key: 'nextStep', title: t('list.nextStep'), width: 180, cell: (row) => <NextStep row={row} />, phone: 'line' },
    {
      key: 'lastShippedOn',
      title: t('list.shipped'),
      width: 96,
      cell: (row) => <DateText value={row.lastShippedOn} />,
      phone: 'hide',
    },
    { key: 'groupName', title: t('field.groupId'), width: 170, cell: (row) => row.groupName, optional: true },
    { key: 'tier', title: t('field.tier'), width: 90, cell: (row) => row.tier, optional: true },
    {
      key: 'roles',
      title: t('field.roles'),
      width: 170,
      cell: (row) => row.roles.map((role) => t(`role.${role}`)).join(', '),
      optional: true,
    },
    { key: 'phone', title: t('field.phone'), width: 150, cell: (row) => row.phone, optional: true },
    { key: 'email', title: t('field.email'), width: 180, cell: (row) => row.email, optional: true },
    { key: 'code', title: t('field.code'), width: 110, cell: (row) => row.code, optional: true },
    { key: 'kpp', title: t('field.kpp'), width: 110, cell: (row) => row.kpp, optional: true },
  ];
}

function AccountName({ row }: { readonly row: AccountRow }) {
  const t = useText(texts);
  return (
    <>
      {row.isKey ? (
        <IconStarFilled size={14} className={css['key'] ?? ''} role="img" aria-label={t('field.isKey')} />
      ) : null}
      {row.name}
    </>
  );
}

function Status({ row }: { readonly row: AccountRow }) {
  const t = useText(texts);
  return <StateBadge state={statusStates[row.status]} label={t(`status.${row.status}`)} />;
}

function NextStep({ row }: { readonly row: AccountRow }) {
  if (row.nextStep === '') return null;
  return (
    <span className={css['step']}>
      <DateText value={row.nextStepOn} /> {row.nextStep}
    </span>
  );
}

function viewsIn(t: Say): readonly View[] {
  return [
    { key: 'all', title: t('view.all'), search: {} },
    { key: 'mine', title: t('view.mine'), search: { mine: 'true' } },
    { key: 'key', title: t('view.key'), search: { key: 'true' } },
    { key: 'sleeping', title: t('view.sleeping'), search: { status: ['sleeping', 'lost'] } },
    { key: 'unassigned', title: t('view.unassigned'), search: { unassigned: 'true' } },
    { key: 'archived', title: t('view.archived'), search: { archived: 'true' } },
  ];
}

type Options = {
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly tiers: readonly string[];
};

function useFilters(t: Say, options: Options): readonly Filter[] {
  const groupId = useSearchText('groupId');
  const own = (value: string) => ({ value, label: value });
  return [
    {
      key: 'status',
      label: t('list.status'),
      kind: 'many',
      options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      key: 'managerId',
      label: t('field.managerId'),
      kind: 'many',
      options: options.managers.map((one) => ({ value: one.id, label: one.name })),
    },
    pickFilter('groupId', t('field.groupId'), {
      endpoint: accountGroups.list,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.name, hint: t('groups.count', { count: row.accounts }) }),
      ...(groupId === '' ? {} : { chosen: t('list.oneGroup') }),
    }),
    { key: 'tier', label: t('field.tier'), kind: 'many', options: options.tiers.map(own) },
    {
      key: 'role',
      label: t('field.roles'),
      kind: 'one',
      options: roles.map((value) => ({ value, label: t(`role.${value}`) })),
    },
    { key: 'key', label: t('field.isKey'), kind: 'flag' },
    { key: 'mine', label: t('view.mine'), kind: 'flag' },
    { key: 'unassigned', label: t('view.unassigned'), kind: 'flag' },
    { key: 'archived', label: t('view.archived'), kind: 'flag' },
  ];
}
