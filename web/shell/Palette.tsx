import { useDebouncedValue } from '@mantine/hooks';
import { IconBasket, IconBuildingStore, IconFileText, IconPackage, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { ask } from '../api.ts';
import { useText } from '../i18n.ts';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { shell } from './endpoints.ts';
import { opens, sectionsOf } from './map.ts';
import css from './Palette.module.css';

type Hit = OutputOf<typeof shell.search>['rows'][number];
type Entry = {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly to: string;
};
type Group = { readonly title: string; readonly entries: readonly Entry[] };

const leastTyped = 2;
/** A letter alone says nothing; a digit may be the number of an order. */
const isAsked = (text: string) => text.length >= leastTyped || /^\d$/.test(text);
const typingMs = 120;
const icons = {
  account: <IconBuildingStore size={16} />,
  order: <IconBasket size={16} />,
  product: <IconPackage size={16} />,
  document: <IconFileText size={16} />,
} as const;
const pathOf = {
  account: paths.account,
  order: paths.order,
  product: paths.product,
  document: paths.document,
} as const;

/** Records that fit what is typed; the earlier ones stay while the next are on the way, and `waiting` says so. */
function useHits(typed: string) {
  const asked = typed.trim();
  const [settled] = useDebouncedValue(asked, typingMs);
  const { data, isError, isLoading, isPlaceholderData } = useQuery({
    ...ask(shell.search, { q: settled }),
    enabled: isAsked(settled),
    placeholderData: keepPreviousData,
    throwOnError: false,
    retry: false,
  });
  const rows = isAsked(asked) ? (data?.rows ?? []) : [];
  return { rows, isError, waiting: isAsked(asked) && (settled !== asked || isLoading || isPlaceholderData) };
}

function useEntries(typed: string, hits: readonly Hit[]): readonly Group[] {
  const t = useText(shellTexts);
  const session = useSession();
  const asked = typed.trim().toLowerCase();
  const fits = (title: string) => asked === '' || title.toLowerCase().includes(asked);
  const screens = sectionsOf(session).flatMap((section) => {
    const Icon = section.icon;
    return section.places.map((place) => ({
      key: place.to,
      title: t(place.text),
      hint: '',
      icon: <Icon size={16} />,
      to: place.to,
    }));
  });
  const acts = [
    { key: 'act-order', title: t('nav.orderNew'), hint: 'G N', icon: <IconPlus size={16} />, to: paths.orderNew() },
  ];
  const records = hits.map((hit) => ({
    key: hit.kind + hit.id,
    title: hit.title,
    hint: hit.hint === '' ? t(`search.${hit.kind}`) : hit.hint,
    icon: icons[hit.kind],
    to: pathOf[hit.kind](hit.id),
  }));
  const groups = [
    { title: t('search.records'), entries: records },
    { title: t('search.acts'), entries: acts.filter((entry) => opens(session, entry.to) && fits(entry.title)) },
    { title: t('search.screens'), entries: screens.filter((entry) => fits(entry.title)) },
  ];
  return groups.filter((group) => group.entries.length > 0);
}

/**
 * Enter after fast typing means the whole text: what stands here until its answer was found by a part of it, so the
 * answer is waited for.
 */
function useEnter(waiting: boolean, act: () => void) {
  const [entered, setEntered] = useState(false);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (entered && !waiting) latest.current();
  }, [entered, waiting]);
  const press = () => (waiting ? setEntered(true) : act());
  return { press, forget: () => setEntered(false) };
}

/** Search and acts under Ctrl K: every record, screen and act, by keyboard alone. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shellTexts);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const { rows, isError, waiting } = useHits(typed);
  const groups = useEntries(typed, rows);
  const entries = groups.flatMap((group) => group.entries);
  const active = entries[Math.min(at, entries.length - 1)];
  useEffect(() => {
    document.getElementById(`${id}${active?.key ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  const open = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    go(entry.to);
  };
  const enter = useEnter(waiting, () => open(active));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => (Math.min(before, entries.length - 1) + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      enter.press();
    }
  };
  return (
    <Dialog bare title={t('search.open')} width={620} onClose={onClose}>
      <div className={css['box']}>
        <div className={css['line']}>
          <IconSearch size={18} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={`${id}list`}
            aria-activedescendant={active === undefined ? undefined : `${id}${active.key}`}
            aria-label={t('search.open')}
            placeholder={t('search.placeholder')}
            value={typed}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
              enter.forget();
            }}
          />
        </div>
        <Options groups={groups} active={active} id={id} open={open} point={(entry) => setAt(entries.indexOf(entry))} />
        {entries.length === 0 && !waiting ? <p className={css['none']}>{t('search.none')}</p> : null}
        {isError ? (
          <p className={css['none']} role="alert">
            {t('search.failed')}
          </p>
        ) : null}
        <span className="unseen" aria-live="polite">
          {t('search.count', { count: entries.length })}
        </span>
      </div>
    </Dialog>
  );
}

function Options(props: {
  readonly groups: readonly Group[];
  readonly active: Entry | undefined;
  readonly id: string;
  readonly open: (entry: Entry) => void;
  readonly point: (entry: Entry) => void;
}) {
  const { groups, active, id } = props;
  const t = useText(shellTexts);
  return (
    <div className={css['list']} role="listbox" id={`${id}list`} aria-label={t('search.open')}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a list of options has groups of this role
        <div key={group.title} role="group" aria-label={group.title}>
          <div className={css['title']} aria-hidden>
            {group.title}
          </div>
          {group.entries.map((entry) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
            <div
              key={entry.key}
              id={`${id}${entry.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry === active}
              className={css['option']}
              onClick={() => props.open(entry)}
              onMouseMove={() => props.point(entry)}
            >
              {entry.icon}
              <span>{entry.title}</span>
              <small>{entry.hint}</small>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
