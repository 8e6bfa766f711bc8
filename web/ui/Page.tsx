import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../i18n.ts';
import { A } from './A.tsx';
import { cx } from './cx.ts';
import css from './Page.module.css';
import { type Tab, Tabs } from './Tabs.tsx';
import { kitTexts } from './texts.ts';

type PageProps = {
  readonly title: string;
  /** Where the arrow before the title leads: the list that the card belongs to. */
  readonly back?: string;
  readonly badge?: ReactNode;
  readonly count?: ReactNode;
  /** A quiet line under the title: the owner, the number, the next step. */
  readonly under?: ReactNode;
  readonly acts?: ReactNode;
  /** Three figures that matter. */
  readonly figures?: ReactNode;
  readonly tabs?: readonly Tab[];
  /** The right panel, 360 px: the timeline, the decision. Under the rest on narrow screens. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
};

/** Names the browser's tab. */
export function useTitle(title: string): void {
  const t = useText(kitTexts);
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
    // Screen readers hear which page has opened.
    const announcer = document.getElementById('announcer');
    if (announcer !== null) announcer.textContent = title;
  }, [title, t]);
}

/** A page: title with state and acts, figures, tabs or content, the right panel. */
export function Page(props: PageProps) {
  const t = useText(kitTexts);
  useTitle(props.title);
  const body = (content: ReactNode) => (
    <div className={cx(css['columns'], props.aside !== undefined && css['withAside'])}>
      <div className={css['main']}>{content}</div>
      {props.aside === undefined ? null : <aside className={css['aside']}>{props.aside}</aside>}
    </div>
  );
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <div className={css['names']}>
          <div className={css['title']}>
            {props.back === undefined ? null : (
              <A to={props.back} className={css['back']} aria-label={t('page.back')}>
                <IconArrowLeft size={18} aria-hidden />
              </A>
            )}
            <h1>{props.title}</h1>
            {props.count === undefined ? null : <span className={css['count']}>{props.count}</span>}
            {props.badge}
          </div>
          {props.under === undefined ? null : <div className={css['under']}>{props.under}</div>}
        </div>
        {props.acts === undefined ? null : <div className={css['acts']}>{props.acts}</div>}
      </header>
      {props.figures === undefined ? null : <div className={css['figures']}>{props.figures}</div>}
      {props.tabs === undefined ? (
        <div className={css['ruled']}>{body(props.children)}</div>
      ) : (
        <Tabs
          label={props.title}
          tabs={props.tabs.map((tab) => ({
            ...tab,
            body: () =>
              body(
                <>
                  {props.children}
                  {tab.body()}
                </>,
              ),
          }))}
        />
      )}
    </div>
  );
}
