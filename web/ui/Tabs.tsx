import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { setSearch, useSearchText } from '../navigation.ts';
import css from './Page.module.css';

export type Tab = {
  readonly key: string;
  readonly title: ReactNode;
  readonly count?: number | undefined;
  /** Drawn only while the tab is open. */
  readonly body: () => ReactNode;
};

/** Moves the focus along the tabs by arrows, Home and End. */
export function alongTabs(event: KeyboardEvent<HTMLElement>): void {
  const tabs = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]'));
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? tabs.indexOf(activeElement) : -1;
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  tabs[(next + tabs.length) % tabs.length]?.focus();
}

/** Brings the open tab into the sight of a strip that is wider than the screen. */
function useInSight(key: string | undefined) {
  const strip = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is open
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('[aria-selected=true]');
    if (!strip.current || !tab) return;
    const { left, right } = strip.current.getBoundingClientRect();
    const place = tab.getBoundingClientRect();
    if (place.left < left || place.right > right) strip.current.scrollLeft += place.left - left - besideTab;
  }, [key]);
  return strip;
}
/** Pixels of the neighbour that stay in sight, so that one sees there is more. */
const besideTab = 48;

/** Tabs whose open one is in the URL (`?tab=`): a link or the way back leads to it. */
export function Tabs({
  tabs,
  param = 'tab',
  label,
}: {
  readonly tabs: readonly Tab[];
  readonly param?: string;
  readonly label?: string;
}) {
  const id = useId();
  const asked = useSearchText(param);
  const open = tabs.find((tab) => tab.key === asked) ?? tabs[0];
  const strip = useInSight(open?.key);
  return (
    <>
      <div ref={strip} role="tablist" aria-label={label} className={css['tabs']} onKeyDown={alongTabs}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}${tab.key}`}
            aria-selected={tab === open}
            aria-controls={`${id}panel`}
            tabIndex={tab === open ? 0 : -1}
            className={css['tab']}
            onClick={() => setSearch({ [param]: tab === tabs[0] ? undefined : tab.key })}
          >
            {tab.title}
            {tab.count === undefined ? null : <small>{tab.count}</small>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${open?.key ?? ''}`}>
        {open?.body()}
      </div>
    </>
  );
}
