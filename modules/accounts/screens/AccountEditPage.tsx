import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import { AccountFields } from './AccountFields.tsx';
import { fieldsOf, valuesOf } from './account-values.ts';
import { useDuplicateLink } from './DuplicateLink.tsx';
import { useGroupMaking } from './GroupDialog.tsx';

/** The requisites of an account. */
export function AccountEditPage() {
  const t = useText(texts);
  const { accountId = '' } = useParams();
  const card = useLoaded(accounts.get, { accountId });
  // What was opened is what is edited: a card read anew behind the form must not lend it its version.
  const [opened] = useState(card);
  const form = useForm(valuesOf(opened));
  const leave = () => go(paths.account(accountId));
  const edit = useAct(accounts.edit, {
    invalidates: [accounts.get, accounts.list, accounts.pick, accounts.timeline],
    onDone: () => {
      done(t('form.saved'));
      leave();
    },
  });
  const making = useGroupMaking(card.group?.name ?? '', (groupId) => form.set('groupId', groupId));
  const link = useDuplicateLink(edit.outcome);
  const closed = card.closed.edit;
  return (
    <Page title={card.name} back={paths.account(accountId)} under={t('form.editTitle')}>
      {closed === null ? (
        <FormPanel
          form={form}
          act={edit}
          input={(values) => ({ accountId, version: opened.version, ...fieldsOf(values) })}
          submit={t('form.save')}
          onCancel={leave}
        >
          <AccountFields form={form} making={making} accountId={accountId} />
          {link}
        </FormPanel>
      ) : (
        <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={leave} />
      )}
      {making.dialog}
    </Page>
  );
}
