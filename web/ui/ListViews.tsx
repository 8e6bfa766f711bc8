import { Popover } from '@mantine/core';
import { IconBookmarkPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { savedViews } from '#modules/access/contract-org.ts';
import { useAct } from '../act.ts';
import { useText } from '../i18n.ts';
import { go, history, useSearch } from '../navigation.ts';
import type { Search } from '../screen-route.ts';
import { searchText } from '../search.ts';
import { OutcomeLine } from './ActButton.tsx';
import { Button } from './Button.tsx';
import css from './ListPage.module.css';
import type { View } from './ListPage.tsx';
import { type SavedView, useSavedViews, viewQuery } from './saved-views.ts';
import { kitTexts } from './texts.ts';
import { done } from './toast.tsx';

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
export function ListViews({ list, views }: { readonly list: string; readonly views: readonly View[] }) {
  const t = useText(kitTexts);
  const saved = useSavedViews(list);
  const present = chosenPart(useSearch());
  const known = [...views, ...saved].some((view) => same(view.search, present));
  const keepable = !known && Object.keys(present).length > 0;
  if (views.length === 0 && saved.length === 0 && !keepable) return null;
  return (
    <nav className={css['views']} aria-label={t('list.views')}>
      {views.map((view) => (
        <ViewTab key={view.key} title={view.title} search={view.search} present={present} />
      ))}
      {saved.map((view) => (
        <OwnView key={view.id} list={list} view={view} present={present} />
      ))}
      {keepable ? <KeepView list={list} saved={saved} search={present} /> : null}
    </nav>
  );
}

/** A view of the person's own: open, it can be deleted, and that undone. */
function OwnView(props: { readonly list: string; readonly view: SavedView; readonly present: Search }) {
  const { list, view, present } = props;
  const { id, name, search } = view;
  const t = useText(kitTexts);
  const invalidates = [savedViews.list];
  const again = useAct(savedViews.save, { invalidates });
  const undo = () => void again.run({ viewId: id, list, name, query: viewQuery(search) });
  const remove = useAct(savedViews.remove, {
    invalidates,
    onDone: () => done(t('list.viewDeleted', { name }), { undo }),
  });
  return (
    <span className={css['own']}>
      <ViewTab title={name} search={search} present={present} />
      {same(search, present) ? (
        <Button
          kind="quiet"
          small
          bare
          aria-label={`${t('list.deleteView')}: ${name}`}
          onClick={() => void remove.run({ viewId: id })}
        >
          <IconX size={12} />
        </Button>
      ) : null}
      <OutcomeLine outcome={remove.outcome} retry={remove.retry} />
    </span>
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

type KeepProps = { readonly list: string; readonly saved: readonly SavedView[]; readonly search: Search };

/** Keeps the present choice under a name; a name that is there already takes the new choice. */
function KeepView({ list, saved, search }: KeepProps) {
  const t = useText(kitTexts);
  const [naming, setNaming] = useState(false);
  const [freshId] = useState(newId);
  const save = useAct(savedViews.save, {
    invalidates: [savedViews.list],
    onDone: () => {
      setNaming(false);
      done(t('list.viewSaved'));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    const viewId = saved.find((one) => one.name === name)?.id ?? freshId;
    if (name !== '') void save.run({ viewId, list, name, query: viewQuery(search) });
  };
  return (
    <Popover opened={naming} onChange={setNaming} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button kind="quiet" small icon={<IconBookmarkPlus size={14} />} onClick={() => setNaming(true)}>
          {t('list.saveView')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <form className={css['keep']} onSubmit={submit}>
          <input
            type="text"
            name="name"
            maxLength={40}
            aria-label={t('list.viewName')}
            placeholder={t('list.viewName')}
            onInput={save.clear}
            data-autofocus
          />
          <Button type="submit" kind="primary" small aria-busy={save.outcome.kind === 'pending' || undefined}>
            {t('form.submit')}
          </Button>
          <OutcomeLine outcome={save.outcome} retry={save.retry} />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
