import '@mantine/core/styles/FloatingIndicator.layer.css';
import { SegmentedControl } from '@mantine/core';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { keepDeviceLang, useSession } from '#web/session.tsx';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import { sessions } from '../contract.ts';
import { myTexts } from '../texts-me.ts';
import { deviceOf } from './device.ts';
import css from './me.module.css';
import { usePasswordCheck } from './password-check.ts';

/** My account: language and theme, password, where I am signed in. */
export function MyAccountPage() {
  const t = useText(myTexts);
  const { user } = useSession();
  return (
    <Page title={t('me.title')} under={`${user.name} · ${user.email}`}>
      <Look />
      <Panel title={t('me.password')}>
        <Password />
      </Panel>
      <Sessions />
    </Page>
  );
}

function Look() {
  const t = useText(myTexts);
  const { user } = useSession();
  const prefer = useAct(sessions.preferences, { invalidates: [sessions.get] });
  const setLang = (value: string) => {
    const lang = value === 'en' ? 'en' : 'ru';
    keepDeviceLang(lang);
    void prefer.run({ lang });
  };
  const themes = ['light', 'dark', 'auto'] as const;
  return (
    <Panel title={t('me.look')}>
      <div className={css['look']}>
        <span>{t('me.lang')}</span>
        <SegmentedControl
          aria-label={t('me.lang')}
          value={user.lang}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          onChange={setLang}
        />
        <span>{t('me.theme')}</span>
        <SegmentedControl
          aria-label={t('me.theme')}
          value={user.theme}
          data={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
          onChange={(value) => void prefer.run({ theme: themes.find((one) => one === value) ?? 'auto' })}
        />
      </div>
      <OutcomeLine outcome={prefer.outcome} retry={prefer.retry} />
    </Panel>
  );
}

function Password() {
  const t = useText(myTexts);
  const { user } = useSession();
  const check = usePasswordCheck(user);
  const form = useForm({ old: '', next: '' });
  const change = useAct(sessions.changePassword, {
    invalidates: [sessions.list],
    onDone: () => {
      form.reset();
      done(t('me.changed'));
    },
  });
  return (
    <FormPanel form={form} act={change} input={(values) => values} submit={t('me.change')} unguarded enterSubmits>
      <TextField {...form.field('old')} label={t('me.old')} kind="password" autoComplete="current-password" required />
      <TextField
        {...form.field('next')}
        label={t('me.next')}
        hint={t('me.nextHint')}
        kind="password"
        autoComplete="new-password"
        check={check}
        required
      />
    </FormPanel>
  );
}

function Sessions() {
  const t = useText(myTexts);
  const { rows } = useLoaded(sessions.list, {});
  const end = useAct(sessions.revoke, { invalidates: [sessions.list], onDone: () => done(t('me.ended')) });
  const others = useAct(sessions.revokeOthers, {
    invalidates: [sessions.list],
    onDone: () => done(t('me.othersEnded')),
  });
  const endOthers =
    rows.length < 2 ? null : (
      <ActButton act={others} input={{}} small says="end">
        {t('me.endOthers')}
      </ActButton>
    );
  return (
    <Panel title={t('me.sessions')} acts={endOthers}>
      <ul className={css['sessions']}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <b>{deviceOf(row.agent) ?? t('me.unknownDevice')}</b>
              <span className="muted">
                {row.address} · {t('me.since')} <DateText value={row.createdAt} /> · {t('me.seen')}{' '}
                <DateText value={row.seenAt} />
              </span>
            </div>
            {row.current ? (
              <StateBadge state="ok" label={t('me.current')} />
            ) : (
              <ActButton act={end} input={{ sessionId: row.id }} small says="end">
                {t('me.end')}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
