import { IconBuildingStore, IconCoins, IconDots, IconPlus, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { KeyOf } from '#kernel/texts.ts';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { A } from '../ui/A.tsx';
import { Page } from '../ui/Page.tsx';
import { opens, sectionsOf } from './map.ts';
import css from './Shell.module.css';

type TextKey = KeyOf<typeof shellTexts>;

/** The phone's five tabs: day, accounts, a new order, money, the rest. */
export function PhoneTabs({ pathname }: { readonly pathname: string }) {
  const t = useText(shellTexts);
  const session = useSession();
  const money = sectionsOf(session).find((section) => section.text === 'nav.money');
  const tab = (text: TextKey, to: string, icon: ReactNode, begins: string) => {
    const here = begins === '/' ? pathname === '/' : pathname.startsWith(begins);
    return (
      <A key={text} to={to} {...(here ? { 'aria-current': 'page' as const } : {})}>
        {icon}
        {t(text)}
      </A>
    );
  };
  return (
    <nav className={css['tabs']} aria-label={t('nav.main')}>
      {tab('tab.today', paths.today(), <IconSun size={22} stroke={1.6} />, '/')}
      {opens(session, paths.accounts())
        ? tab('tab.accounts', paths.accounts(), <IconBuildingStore size={22} stroke={1.6} />, '/accounts')
        : null}
      {opens(session, paths.orderNew())
        ? tab(
            'tab.order',
            paths.orderNew(),
            <span className={css['plus']}>
              <IconPlus size={20} />
            </span>,
            '/orders/new',
          )
        : null}
      {money === undefined ? null : tab('tab.money', money.to, <IconCoins size={22} stroke={1.6} />, '/money')}
      {tab('tab.more', paths.more(), <IconDots size={22} stroke={1.6} />, '/more')}
    </nav>
  );
}

/** The phone's last tab: every section and place. */
export function MorePage() {
  const t = useText(shellTexts);
  const sections = sectionsOf(useSession());
  return (
    <Page title={t('tab.more')}>
      <nav className={css['more']} aria-label={t('nav.main')}>
        {sections.map((section) => {
          const Icon = section.icon;
          return (
            <div key={section.text}>
              {section.places.length > 1 ? <h2>{t(section.text)}</h2> : null}
              {section.places.map((place) => (
                <A key={place.to} to={place.to}>
                  <Icon size={20} stroke={1.6} />
                  {t(place.text)}
                </A>
              ))}
            </div>
          );
        })}
      </nav>
    </Page>
  );
}
