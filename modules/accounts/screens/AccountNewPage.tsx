import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import { AccountFields } from './AccountFields.tsx';
import { blankValues, fieldsOf } from './account-values.ts';
import { useDuplicateLink } from './DuplicateLink.tsx';
import { useGroupMaking } from './GroupDialog.tsx';

/** A new account. */
export function AccountNewPage() {
  const t = useText(texts);
  const { may, user } = useSession();
  const options = useLoaded(accounts.options, {});
  const known = options.managers.some((one) => one.id === user.id);
  const form = useForm(blankValues(known ? user.id : ''));
  const create = useAct(accounts.create, {
    invalidates: [accounts.list, accounts.pick],
    onDone: (made) => {
      done(t('form.created'));
      go(paths.account(made.id), { replace: true });
    },
  });
  const making = useGroupMaking('', (groupId) => form.set('groupId', groupId));
  const link = useDuplicateLink(create.outcome);
  return (
    <Page title={t('form.newTitle')} back={paths.accounts()}>
      <FormPanel
        form={form}
        act={create}
        input={(values) => ({
          id: form.id,
          ...fieldsOf(values),
          ...(may('accounts.assign') ? { managerId: values.managerId === '' ? null : values.managerId } : {}),
        })}
        submit={t('form.create')}
        draft="account-new"
        onCancel={() => go(paths.accounts())}
      >
        {may('accounts.assign') ? (
          <SelectField
            {...form.field('managerId')}
            label={t('field.managerId')}
            clearable
            options={options.managers.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : null}
        <AccountFields form={form} making={making} />
        {link}
      </FormPanel>
      {making.dialog}
    </Page>
  );
}
