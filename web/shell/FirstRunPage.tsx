import { IconClock, IconFileImport, IconFilePlus, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { KeyOf } from '#kernel/texts.ts';
import { useAct } from '../act.ts';
import { queryClient } from '../api.ts';
import { useText } from '../i18n.ts';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';
import { shellTexts } from '../texts.ts';
import { A } from '../ui/A.tsx';
import { ActButton } from '../ui/ActButton.tsx';
import { Button } from '../ui/Button.tsx';
import { FormPanel } from '../ui/FormPanel.tsx';
import { TextField } from '../ui/fields.tsx';
import { useForm } from '../ui/form.ts';
import { useTitle } from '../ui/Page.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import css from './Door.module.css';
import { Door } from './Door.tsx';
import { shell } from './endpoints.ts';

type Text = KeyOf<typeof shellTexts>;
type Own = 'import' | 'empty';
const passwordLeast = 10;

/** The first run: load the demo, import files, start empty; each with how long it takes. */
export function FirstRunPage() {
  return (
    <Door>
      <FirstRun />
    </Door>
  );
}

function enter(to: string): void {
  queryClient.clear();
  go(to, { replace: true });
}

function Way({
  name,
  icon,
  children,
}: {
  readonly name: 'demo' | Own;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useText(shellTexts);
  const title: Text = `start.${name}`;
  return (
    <section className={css['way']}>
      {icon}
      <h2>{t(title)}</h2>
      <p>{t(`start.${name}Text`)}</p>
      <small>
        <IconClock size={14} aria-hidden />
        {t(`start.${name}Time`)}
      </small>
      {children}
    </section>
  );
}

function FirstRun() {
  const t = useText(shellTexts);
  const [own, setOwn] = useState<Own | null>(null);
  const demo = useAct(shell.begin, { onDone: () => enter(paths.today()) });
  useTitle(t('start.title'));
  if (own !== null) return <OwnOrg way={own} back={() => setOwn(null)} />;
  return (
    <div className={css['start']}>
      <header>
        <h1>{t('start.title')}</h1>
        <p>{t('start.lead')}</p>
      </header>
      <div className={css['ways']}>
        <Way name="demo" icon={<IconPlayerPlay size={24} stroke={1.5} />}>
          {demo.outcome.kind === 'pending' ? (
            <ProgressBar label={t('start.loading')} done={0} total={null} />
          ) : (
            <ActButton act={demo} input={{ mode: 'demo' }} kind="primary" wide>
              {t('start.demoGo')}
            </ActButton>
          )}
        </Way>
        <Way name="import" icon={<IconFileImport size={24} stroke={1.5} />}>
          <Button onClick={() => setOwn('import')}>{t('start.choose')}</Button>
        </Way>
        <Way name="empty" icon={<IconFilePlus size={24} stroke={1.5} />}>
          <Button onClick={() => setOwn('empty')}>{t('start.choose')}</Button>
        </Way>
      </div>
      <p className={css['foot']}>
        <A to={paths.signIn()}>{t('start.signIn')}</A>
      </p>
    </div>
  );
}

function OwnOrg({ way, back }: { readonly way: Own; readonly back: () => void }) {
  const t = useText(shellTexts);
  const form = useForm({ orgName: '', name: '', email: '', password: '' });
  const begin = useAct(shell.begin, { onDone: () => enter(way === 'import' ? paths.imports() : paths.today()) });
  const longEnough = (text: string) => (text.length < passwordLeast ? t('start.passwordHint') : null);
  return (
    <div className={css['card']}>
      <h1>{t(`start.${way}`)}</h1>
      <FormPanel
        form={form}
        act={begin}
        input={(values) => ({ mode: 'start' as const, ...values })}
        submit={t(`start.${way}Go`)}
        unguarded
      >
        <TextField
          {...form.field('orgName')}
          label={t('start.org')}
          hint={t('start.orgHint')}
          maxLength={200}
          required
          autoFocus
        />
        <TextField {...form.field('name')} label={t('start.name')} autoComplete="name" maxLength={200} required />
        <TextField {...form.field('email')} label={t('signIn.email')} kind="email" autoComplete="username" required />
        <TextField
          {...form.field('password')}
          label={t('signIn.password')}
          hint={t('start.passwordHint')}
          kind="password"
          autoComplete="new-password"
          check={longEnough}
          required
        />
      </FormPanel>
      <Button kind="quiet" onClick={back}>
        {t('start.back')}
      </Button>
    </div>
  );
}
