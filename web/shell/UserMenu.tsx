import { Menu, SegmentedControl } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useAct } from '../act.ts';
import { queryClient } from '../api.ts';
import { useText } from '../i18n.ts';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';
import { screenAt } from '../screens.ts';
import { keepDeviceLang, useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
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
  const prefer = useAct(shell.preferences, { invalidates: [shell.session] });
  const leave = useAct(shell.signOut, {
    onDone: () => {
      queryClient.clear();
      go(paths.signIn());
    },
  });
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={css['user']} aria-label={`${t('user.menu')}: ${user.name}`}>
          <span className={css['face']} aria-hidden>
            {initials(user.name)}
          </span>
          <span>{user.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css['menuHead']}>
          <b>{user.name}</b>
          <span className="muted">{user.email}</span>
        </div>
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
            onChange={(value) => {
              const lang = langs.find((one) => one === value) ?? 'ru';
              keepDeviceLang(lang);
              void prefer.run({ lang });
            }}
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
        <Menu.Divider />
        {screenAt(paths.myAccount()) === undefined ? null : (
          <Menu.Item leftSection={<IconDeviceDesktop size={16} />} onClick={() => go(paths.myAccount())}>
            {t('user.sessions')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onKeys}>
          {t('user.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave.run({})}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
