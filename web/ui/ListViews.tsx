import { Popover } from '@mantine/core';
import { IconBookmarkPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useText } from '../i18n.ts';
import { go, history, useSearch } from '../navigation.ts';
import type { Search } from '../screen-route.ts';
import { searchText } from '../search.ts';
import { Button } from './Button.tsx';
import css from './ListPage.module.css';
import type { View } from './ListPage.tsx';
import type { SavedView } from './list-memory.ts';
import { kitTexts } from './texts.ts';

/** The search without what is not a choice of rows. */
function chosenPart(search: Search): Search {
  const { peek: _, ...rest } = search;
  return rest;
}

function same(one: Search, other: Search): boolean {
  const text = (search: Search) =>
    searchText(Object.fromEntries(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1))));
  return text(one) === text(other);
}

const open = (search: Search) => go(history.location.pathname + searchText(search));

/** Views of a list as tabs: the module's own, then the person's, then a way to keep the present one. */
export function ListViews(props: {
  readonly views: readonly View[];
  readonly saved: readonly SavedView[];
  readonly onChange: (views: readonly SavedView[]) => void;
}) {
  const { views, saved, onChange } = props;
  const t = useText(kitTexts);
  const present = chosenPart(useSearch());
  const known = [...views, ...saved].some((view) => same(view.search, present));
  const keepable = !known && Object.keys(present).length > 0;
  if (views.length === 0 && saved.length === 0 && !keepable) return null;
  const keep = (name: string) => onChange([...saved.filter((one) => one.name !== name), { name, search: present }]);
  return (
    <nav className={css['views']} aria-label={t('list.views')}>
      {views.map((view) => (
        <ViewTab key={view.key} title={view.title} search={view.search} present={present} />
      ))}
      {saved.map((view) => (
        <span key={view.name} className={css['own']}>
          <ViewTab title={view.name} search={view.search} present={present} />
          {same(view.search, present) ? (
            <Button
              kind="quiet"
              small
              bare
              aria-label={`${t('list.deleteView')}: ${view.name}`}
              onClick={() => onChange(saved.filter((one) => one !== view))}
            >
              <IconX size={12} />
            </Button>
          ) : null}
        </span>
      ))}
      {keepable ? <KeepView keep={keep} /> : null}
    </nav>
  );
}

function ViewTab({
  title,
  search,
  present,
}: {
  readonly title: string;
  readonly search: Search;
  readonly present: Search;
}) {
  const here = same(search, present);
  return (
    <button type="button" className={css['view']} aria-current={here ? 'page' : undefined} onClick={() => open(search)}>
      {title}
    </button>
  );
}

function KeepView({ keep }: { readonly keep: (name: string) => void }) {
  const t = useText(kitTexts);
  const [naming, setNaming] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name !== '') keep(name);
    setNaming(false);
  };
  return (
    <Popover opened={naming} onChange={setNaming} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button kind="quiet" small icon={<IconBookmarkPlus size={14} />} onClick={() => setNaming(true)}>
          {t('list.saveView')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <form className={css['menu']} onSubmit={submit}>
          <input
            type="text"
            name="name"
            maxLength={40}
            aria-label={t('list.viewName')}
            placeholder={t('list.viewName')}
            data-autofocus
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
