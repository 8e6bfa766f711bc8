import { useState } from 'react';
import { useAct } from '#web/act.ts';
import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { done } from '#web/ui/toast.tsx';
import { accountGroups, accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { GroupDialog } from './GroupDialog.tsx';

type Group = RowOf<typeof accountGroups.list>;

/** Groups of accounts under one owner. */
export function GroupsPage() {
  const t = useText(texts);
  const { may } = useSession();
  const [making, setMaking] = useState(false);
  const make = <Button onClick={() => setMaking(true)}>{t('groups.new')}</Button>;
  return (
    <>
      <ListPage
        name="account-groups"
        title={t('groups.title')}
        endpoint={accountGroups.list}
        columns={[
          { key: 'name', title: t('groups.name'), width: 320, cell: (row) => row.name },
          { key: 'accounts', title: t('groups.accounts'), width: 140, align: 'end', cell: (row) => row.accounts },
        ]}
        rowId={(row) => row.id}
        peek={(row) => <GroupPeek key={row.id} group={row} />}
        primary={may('accounts.write') ? make : null}
        empty={{ title: t('groups.none'), hint: t('groups.noneHint'), act: may('accounts.write') ? make : null }}
      />
      {making ? (
        <GroupDialog
          onClose={() => setMaking(false)}
          onMade={(group) => {
            setMaking(false);
            go(paths.accountGroups({ peek: group.id }));
          }}
        />
      ) : null}
    </>
  );
}

function GroupPeek({ group }: { readonly group: Group }) {
  const t = useText(texts);
  const { may } = useSession();
  const form = useForm({ name: group.name });
  const rename = useAct(accountGroups.rename, {
    invalidates: [accountGroups.list, accounts.list, accounts.get],
    onDone: () => done(t('form.saved')),
  });
  return (
    <div className={css['stack']}>
      <LinkButton to={paths.accounts({ groupId: group.id })}>{t('groups.count', { count: group.accounts })}</LinkButton>
      {may('accounts.assign') ? (
        <FormPanel
          form={form}
          act={rename}
          input={({ name }) => ({ groupId: group.id, version: group.version, name })}
          submit={t('groups.rename')}
          wide
          enterSubmits
        >
          <TextField {...form.field('name')} label={t('groups.name')} required maxLength={200} />
        </FormPanel>
      ) : null}
    </div>
  );
}
