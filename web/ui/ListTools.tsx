import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDownload, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { setSearch, useSearch, useSearchText } from '../navigation.ts';
import { searchText } from '../search.ts';
import { useSessionOrNull } from '../session.tsx';
import { Button, LinkButton } from './Button.tsx';
import type { Column } from './columns.ts';
import { cx } from './cx.ts';
import { type Filter, Filters } from './filters.tsx';
import css from './ListPage.module.css';
import type { ListMemory } from './list-memory.ts';
import { kitTexts } from './texts.ts';

const typingMs = 250;

function SearchBox({ hint }: { readonly hint: string }) {
  const q = useSearchText('q');
  const t = useText(kitTexts);
  const [typed, setTyped] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => {
      setSearch({ q: typed.trim() });
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== '/' || target?.closest('input, textarea, [contenteditable=true]')) return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={css['search']}>
      <IconSearch size={14} aria-hidden />
      <input
        ref={box}
        type="search"
        aria-label={t('list.search')}
        placeholder={hint}
        value={typed ?? q}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== null) setSearch({ q: typed.trim() });
          setTyped(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </div>
  );
}

function ColumnsMenu<R>({
  columns,
  memory,
  remember,
}: {
  readonly columns: readonly Column<R>[];
  readonly memory: ListMemory;
  readonly remember: (change: Partial<ListMemory>) => void;
}) {
  const t = useText(kitTexts);
  const on = (column: Column<R>) =>
    column.optional ? memory.shown.includes(column.key) : !memory.hidden.includes(column.key);
  const turn = (column: Column<R>) => {
    const list = column.optional ? memory.shown : memory.hidden;
    const next = list.includes(column.key) ? list.filter((key) => key !== column.key) : [...list, column.key];
    remember(column.optional ? { shown: next } : { hidden: next });
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button kind="quiet" small bare aria-label={t('list.columns')} title={t('list.columns')}>
          <IconAdjustmentsHorizontal size={16} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <fieldset className={css['menu']} aria-label={t('list.columns')}>
          <h3>{t('list.columns')}</h3>
          {columns.slice(1).map((column) => (
            <label key={column.key}>
              <input type="checkbox" checked={on(column)} onChange={() => turn(column)} />
              {column.title}
            </label>
          ))}
          <span className={css['sep']} />
          <h3>{t('list.rows')}</h3>
          <label>
            <input type="radio" checked={!memory.roomy} onChange={() => remember({ roomy: false })} />
            {t('list.compact')}
          </label>
          <label>
            <input type="radio" checked={memory.roomy} onChange={() => remember({ roomy: true })} />
            {t('list.roomy')}
          </label>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The row of tools over a table: search, filters, columns, export. */
export function ListTools<R>(props: {
  readonly columns: readonly Column<R>[];
  readonly filters?: readonly Filter[];
  readonly searchable?: boolean;
  readonly searchHint?: string;
  readonly exportTo?: string;
  readonly memory: ListMemory;
  readonly remember: (change: Partial<ListMemory>) => void;
}) {
  const t = useText(kitTexts);
  const { peek: _, ...search } = useSearch();
  const mayExport = useSessionOrNull()?.mayExport ?? false;
  // Columns and export are for wide screens; a phone shows no row with nothing in it.
  const bare = props.searchable === false && (props.filters ?? []).length === 0;
  return (
    <div className={cx(css['tools'], bare && css['bare'])}>
      {props.searchable === false ? null : <SearchBox hint={props.searchHint ?? t('list.search')} />}
      <Filters filters={props.filters ?? []} />
      <span className={css['space']} />
      {props.exportTo === undefined || !mayExport ? null : (
        <span className={css['wide']}>
          <LinkButton
            to={props.exportTo + searchText(search)}
            kind="quiet"
            small
            download
            icon={<IconDownload size={16} />}
          >
            {t('list.export')}
          </LinkButton>
        </span>
      )}
      <span className={css['wide']}>
        <ColumnsMenu columns={props.columns} memory={props.memory} remember={props.remember} />
      </span>
    </div>
  );
}
