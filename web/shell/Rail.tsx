import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { A } from '../ui/A.tsx';
import { cx } from '../ui/cx.ts';
import { Mark } from './Brand.tsx';
import { currentPlace, type Section, sectionsOf } from './map.ts';
import css from './Shell.module.css';

/** The left rail: sections, the open section's places, the badge of decisions that wait. */
export function Rail({
  pathname,
  folded,
  onFold,
}: {
  readonly pathname: string;
  readonly folded: boolean;
  readonly onFold: () => void;
}) {
  const t = useText(shellTexts);
  const session = useSession();
  const sections = sectionsOf(session);
  const current = currentPlace(sections, pathname);
  const title = folded ? t('nav.unfold') : t('nav.fold');
  return (
    <nav className={css['rail']} aria-label={t('nav.main')}>
      <A to={paths.today()} className={css['brand']} title={t('app.name')}>
        <Mark />
        <span>{session.org.name}</span>
      </A>
      <div className={css['nav']}>
        {sections.map((section) => (
          <RailSection
            key={section.text}
            section={section}
            current={current?.to}
            folded={folded}
            pending={section.badge ? session.pendingDecisions : 0}
          />
        ))}
      </div>
      <button type="button" className={css['fold']} onClick={onFold} title={title} aria-label={title}>
        {folded ? (
          <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
        ) : (
          <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
        )}
        <span>{title}</span>
      </button>
    </nav>
  );
}

function RailSection({
  section,
  current,
  folded,
  pending,
}: {
  readonly section: Section;
  readonly current: string | undefined;
  readonly folded: boolean;
  readonly pending: number;
}) {
  const t = useText(shellTexts);
  const Icon = section.icon;
  const inside = section.places.some((place) => place.to === current);
  const opened = inside && section.places.length > 1 && !folded;
  const here = inside && !opened;
  const name = t(section.text);
  return (
    <>
      <A
        to={section.to}
        className={cx(opened && css['open'])}
        title={folded ? name : undefined}
        {...(here ? { 'aria-current': 'page' as const } : {})}
        {...(folded ? { 'aria-label': pending > 0 ? `${name}, ${pending}` : name } : {})}
      >
        <Icon size={18} stroke={1.6} />
        <span>{name}</span>
        {pending > 0 ? <i className={css['badge']}>{pending > 99 ? '99+' : pending}</i> : null}
      </A>
      {opened
        ? section.places.map((place) => (
            <A
              key={place.to}
              to={place.to}
              className={css['sub']}
              {...(place.to === current ? { 'aria-current': 'page' as const } : {})}
            >
              <span>{t(place.text)}</span>
            </A>
          ))
        : null}
    </>
  );
}
