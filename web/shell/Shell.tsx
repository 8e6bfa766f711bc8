import { useMantineColorScheme } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { SessionProvider, useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { LinkButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Toasts } from '../ui/toast.tsx';
import { opens } from './map.ts';
import { PhoneTabs } from './PhoneTabs.tsx';
import { Rail } from './Rail.tsx';
import css from './Shell.module.css';
import { useShellKeys } from './shell-keys.ts';
import { UserMenu } from './UserMenu.tsx';

const Palette = lazy(() => import('./Palette.tsx').then(({ Palette: component }) => ({ default: component })));
const KeyHelp = lazy(() => import('./KeyHelp.tsx').then(({ KeyHelp: component }) => ({ default: component })));
const foldKey = 'kamerton.rail';

/** Keeps the document's language and colours as the person chose. */
function usePreferences(): void {
  const { user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(user.theme), [user.theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.lang = user.lang;
  }, [user.lang]);
}

function Frame() {
  const t = useText(shellTexts);
  const session = useSession();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const running = useRouterState({ select: (state) => state.isLoading });
  const [folded, setFolded] = useState(() => localStorage.getItem(foldKey) === 'folded');
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  usePreferences();
  useShellKeys({ search: () => setSearching(true), help: () => setHelping(true) });
  const fold = () => {
    localStorage.setItem(foldKey, folded ? 'open' : 'folded');
    setFolded(!folded);
  };
  return (
    <div className={cx(css['shell'], folded && css['folded'])}>
      <a href="#main" className={css['skip']}>
        {t('app.skip')}
      </a>
      {running ? <div className={css['running']} role="progressbar" aria-label={t('page.loading')} /> : null}
      <Rail pathname={pathname} folded={folded} onFold={fold} />
      <header className={css['head']}>
        <button type="button" className={css['search']} onClick={() => setSearching(true)}>
          <IconSearch size={16} aria-hidden />
          <span>{t('search.placeholder')}</span>
          <Kbd keys={navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K'} />
        </button>
        <span className={css['space']} />
        {opens(session, paths.orderNew()) ? (
          <span className={css['wide']}>
            <LinkButton to={paths.orderNew()} icon={<IconPlus size={16} />}>
              {t('nav.orderNew')}
            </LinkButton>
          </span>
        ) : null}
        <UserMenu onKeys={() => setHelping(true)} />
      </header>
      <main id="main" className={css['main']} tabIndex={-1} data-scroll-restoration-id="main">
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      <PhoneTabs pathname={pathname} />
      <Suspense fallback={null}>
        {searching ? <Palette onClose={() => setSearching(false)} /> : null}
        {helping ? <KeyHelp onClose={() => setHelping(false)} /> : null}
      </Suspense>
      <div id="announcer" className="unseen" aria-live="polite" />
      <Toasts />
    </div>
  );
}

/** The signed-in program: rail, header, the screen, the phone's tabs. */
export function Shell() {
  return (
    <SessionProvider>
      <Frame />
    </SessionProvider>
  );
}
