import { useText } from '../i18n.ts';
import { useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { A } from '../ui/A.tsx';
import { Page } from '../ui/Page.tsx';
import { sectionsOf } from './map.ts';
import css from './Shell.module.css';

/** The sections, until a module gives the day. */
export function HomePage() {
  const t = useText(shellTexts);
  const sections = sectionsOf(useSession());
  return (
    <Page title={t('nav.today')}>
      <nav className={css['more']} aria-label={t('nav.main')}>
        {sections
          .flatMap((section) => section.places)
          .map((place) => (
            <A key={place.to} to={place.to}>
              {t(place.text)}
            </A>
          ))}
      </nav>
    </Page>
  );
}
