import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { queryClient } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useReasonText } from '#web/refusals.ts';
import css from '#web/shell/Door.module.css';
import { Door } from '#web/shell/Door.tsx';
import { A } from '#web/ui/A.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { useTitle } from '#web/ui/Page.tsx';
import { act, Refusal } from '#web/wire.ts';
import { invitations } from '../contract.ts';
import { myTexts } from '../texts-me.ts';
import { usePasswordCheck } from './password-check.ts';

type Invited = OutputOf<typeof invitations.look>;

/** Taking an invitation: the token stands after `#` in the link, so that no server's log has it. */
export function InvitationPage() {
  return (
    <Door>
      <Invitation />
    </Door>
  );
}

function Invitation() {
  const [token] = useState(() => location.hash.slice(1));
  const found = useQuery({
    queryKey: [invitations.look.path, token],
    queryFn: () => act(invitations.look, { token: token === '' ? '-' : token }),
    retry: false,
    throwOnError: (error) => !(error instanceof Refusal),
  });
  if (found.data !== undefined) return <Welcome token={token} invited={found.data} />;
  return found.error instanceof Refusal ? <Over reason={found.error} /> : null;
}

function Over({ reason }: { readonly reason: Refusal }) {
  const t = useText(myTexts);
  const textOf = useReasonText();
  useTitle(t('invitation.over'));
  return (
    <div className={css['card']}>
      <h1>{t('invitation.over')}</h1>
      <p>{textOf(reason.reason)}</p>
      <p>
        <A to={paths.signIn()}>{t('invitation.signIn')}</A>
      </p>
    </div>
  );
}

function Welcome({ token, invited }: { readonly token: string; readonly invited: Invited }) {
  const t = useText(myTexts);
  const { name, orgName, email } = invited;
  const check = usePasswordCheck(invited);
  const form = useForm({ email, password: '' });
  const accept = useAct(invitations.accept, {
    onDone: () => {
      queryClient.clear();
      go(paths.today(), { replace: true });
    },
  });
  useTitle(t('invitation.title', { name }));
  return (
    <div className={css['card']}>
      <h1>{t('invitation.title', { name })}</h1>
      <p>{t('invitation.lead', { orgName })}</p>
      <FormPanel
        form={form}
        act={accept}
        input={({ password }) => ({ token, password })}
        submit={t('invitation.submit')}
        unguarded
        enterSubmits
      >
        <TextField
          {...form.field('email')}
          label={t('invitation.email')}
          kind="email"
          autoComplete="username"
          disabled
        />
        <TextField
          {...form.field('password')}
          label={t('invitation.password')}
          hint={t('me.nextHint')}
          kind="password"
          autoComplete="new-password"
          check={check}
          required
          autoFocus
        />
      </FormPanel>
    </div>
  );
}
