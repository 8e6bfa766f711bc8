import { Popover, SegmentedControl } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../act.ts';
import { queryClient } from '../api.ts';
import { useText } from '../i18n.ts';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';
import { screenAt } from '../screens.ts';
import { keepDeviceLang, useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { OutcomeLine } from '../ui/ActButton.tsx';
import { shell } from './endpoints.ts';
import css from './Shell.module.css';

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join('')
    .toUpperCase();
}

const themes = ['light', 'dark', 'auto'] as const;
const langs = ['ru', 'en'] as const;

/** The person's menu: language, theme, sessions, keyboard, the way out. */
export function UserMenu({ onKeys }: { readonly onKeys: () => void }) {
  const t = useText(shellTexts);
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const choose = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={248} shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <button type="button" className={css['user']} onClick={() => setOpen(!open)}>
          <span className={css['face']} aria-hidden>
            {initials(user.name)}
          </span>
          <span aria-hidden>{user.name}</span>
          <span className="unseen">{`${t('user.menu')}: ${user.name}`}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('user.menu')}>
        <div className={css['menuHead']}>
          <b>{user.name}</b>
          <span className="muted">{user.email}</span>
        </div>
        <Preferences />
        <MenuItems onKeys={choose(onKeys)} onAccount={choose(() => go(paths.myAccount()))} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Preferences() {
  const t = useText(shellTexts);
  const { user } = useSession();
  const prefer = useAct(shell.preferences, { invalidates: [shell.session] });
  const setLang = (value: string) => {
    const lang = langs.find((one) => one === value) ?? 'ru';
    keepDeviceLang(lang);
    void prefer.run({ lang });
  };
  return (
    <>
      <div className={css['menuRow']}>
        {t('user.lang')}
        <SegmentedControl
          size="xs"
          aria-label={t('user.lang')}
          value={user.lang}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          onChange={setLang}
        />
      </div>
      <div className={css['menuRow']}>
        {t('user.theme')}
        <SegmentedControl
          size="xs"
          aria-label={t('user.theme')}
          value={user.theme}
          data={themes.map((theme) => ({ value: theme, label: t(`user.${theme}`) }))}
          onChange={(value) => void prefer.run({ theme: themes.find((one) => one === value) ?? 'auto' })}
        />
      </div>
      <OutcomeLine outcome={prefer.outcome} retry={prefer.retry} />
    </>
  );
}

function MenuItems({ onKeys, onAccount }: { readonly onKeys: () => void; readonly onAccount: () => void }) {
  const t = useText(shellTexts);
  const leave = useAct(shell.signOut, {
    onDone: () => {
      queryClient.clear();
      go(paths.signIn());
    },
  });
  return (
    <div className={css['menuItems']}>
      {screenAt(paths.myAccount()) === undefined ? null : (
        <button type="button" onClick={onAccount}>
          <IconDeviceDesktop size={16} />
          {t('user.sessions')}
        </button>
      )}
      <button type="button" onClick={onKeys}>
        <IconKeyboard size={16} />
        {t('user.keys')}
      </button>
      <button type="button" onClick={() => void leave.run({})}>
        <IconLogout size={16} />
        {t('user.signOut')}
      </button>
      <OutcomeLine outcome={leave.outcome} retry={leave.retry} />
    </div>
  );
}
