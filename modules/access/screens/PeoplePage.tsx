import { useState } from 'react';
import type { RowOf } from '#web/api.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import type { Filter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText } from '#web/ui/values.tsx';
import { people, roles } from '../contract.ts';
import { departments } from '../contract-org.ts';
import { peopleTexts } from '../texts-people.ts';
import { AccessBadge } from './AccessBadge.tsx';
import { InvitePanel } from './InvitePanel.tsx';

type Row = RowOf<typeof people.list>;

/** People of the organisation and the way to invite one. */
export function PeoplePage() {
  const t = useText(peopleTexts);
  const { may } = useSession();
  const [inviting, setInviting] = useState(false);
  const roleRows = useLoaded(roles.list, {}).rows;
  const departmentRows = useLoaded(departments.list, {}).rows;
  const invite = may('people.write') ? (
    <Button kind="primary" onClick={() => setInviting(true)}>
      {t('people.invite')}
    </Button>
  ) : null;
  const columns: Column<Row>[] = [
    { key: 'name', title: t('people.name'), width: 220, cell: (row) => row.name },
    {
      key: 'state',
      title: t('people.state'),
      width: 130,
      cell: (row) => <AccessBadge state={row.state} />,
      phone: 'side',
    },
    { key: 'roleName', title: t('people.role'), width: 220, cell: (row) => row.roleName, phone: 'line' },
    { key: 'departmentName', title: t('people.department'), width: 180, cell: (row) => row.departmentName ?? '—' },
    { key: 'post', title: t('people.post'), width: 180, cell: (row) => row.post, optional: true },
    { key: 'email', title: t('people.email'), width: 240, cell: (row) => row.email, phone: 'line' },
    { key: 'phone', title: t('people.phone'), width: 150, cell: (row) => row.phone, optional: true },
    { key: 'seenAt', title: t('people.seenAt'), width: 150, cell: (row) => <DateText value={row.seenAt} /> },
  ];
  const filters: Filter[] = [
    { kind: 'one', key: 'roleId', label: t('people.role'), options: optionsOf(roleRows) },
    { kind: 'one', key: 'departmentId', label: t('people.department'), options: optionsOf(departmentRows) },
  ];
  return (
    <>
      <ListPage
        name="people"
        title={t('people.title')}
        endpoint={people.list}
        columns={columns}
        rowId={(row) => row.id}
        href={(row) => paths.person(row.id)}
        views={[
          { key: 'all', title: t('people.all'), search: {} },
          { key: 'active', title: t('people.working'), search: { state: 'active' } },
          { key: 'invited', title: t('people.waiting'), search: { state: 'invited' } },
          { key: 'inactive', title: t('people.gone'), search: { state: 'inactive' } },
        ]}
        filters={filters}
        searchHint={t('people.search')}
        secondary={
          <LinkButton to={paths.settings({ tab: 'departments' })} kind="quiet">
            {t('departments.title')}
          </LinkButton>
        }
        primary={invite}
        empty={{ title: t('people.none'), hint: t('people.noneHint'), act: invite }}
      />
      {inviting ? <InvitePanel onClose={() => setInviting(false)} /> : null}
    </>
  );
}

function optionsOf(rows: readonly { readonly id: string; readonly name: string }[]) {
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}
