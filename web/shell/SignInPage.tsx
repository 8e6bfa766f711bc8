import { useAct } from '../act.ts';
import { queryClient } from '../api.ts';
import { useText } from '../i18n.ts';
import { go, useSearchText } from '../navigation.ts';
import { paths } from '../paths.ts';
import { shellTexts } from '../texts.ts';
import { FormPanel } from '../ui/FormPanel.tsx';
import { TextField } from '../ui/fields.tsx';
import { useForm } from '../ui/form.ts';
import { useTitle } from '../ui/Page.tsx';
import css from './Door.module.css';
import { Door } from './Door.tsx';
import { shell } from './endpoints.ts';

/** Only our own screens: a link from a letter must not lead elsewhere after signing in. */
function safeBack(back: string): string {
  return /^\/(?![/\\])/.test(back) ? back : paths.today();
}

/** Sign-in, then back to where the person was going. */
export function SignInPage() {
  return (
    <Door>
      <SignIn />
    </Door>
  );
}

function SignIn() {
  const t = useText(shellTexts);
  const back = safeBack(useSearchText('back'));
  const form = useForm({ email: '', password: '' });
  const signIn = useAct(shell.signIn, {
    onDone: () => {
      queryClient.clear();
      go(back, { replace: true });
    },
  });
  useTitle(t('signIn.title'));
  return (
    <div className={css['card']}>
      <h1>{t('signIn.title')}</h1>
      <FormPanel form={form} act={signIn} input={(values) => values} submit={t('signIn.submit')} unguarded enterSubmits>
        <TextField
          {...form.field('email')}
          label={t('signIn.email')}
          kind="email"
          autoComplete="username"
          required
          unmarked
          autoFocus
        />
        <TextField
          {...form.field('password')}
          label={t('signIn.password')}
          kind="password"
          autoComplete="current-password"
          required
          unmarked
        />
      </FormPanel>
      <p className={css['hint']}>{t('signIn.hint')}</p>
    </div>
  );
}
