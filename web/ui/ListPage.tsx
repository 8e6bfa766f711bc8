import { type ReactNode, useMemo } from 'react';
import type { Endpoint } from '#platform/endpoint.ts';
import { inputAt, type RowOf, useLoadedPages } from '../api.ts';
import { useText } from '../i18n.ts';
import { setSearch, useParams, useSearch, useSearchText } from '../navigation.ts';
import type { Search } from '../screen-route.ts';
import { searchText } from '../search.ts';
import { useLang } from '../session.tsx';
import { type Column, DataGrid } from './DataGrid.tsx';
import type { Empty } from './EmptyState.tsx';
import type { Filter } from './filters.tsx';
import css from './ListPage.module.css';
import { ListTools } from './ListTools.tsx';
import { ListViews } from './ListViews.tsx';
import { useListMemory } from './list-memory.ts';
import { useTitle } from './Page.tsx';
import { Peek } from './Peek.tsx';
import { kitTexts } from './texts.ts';

/** A view of the list that the module offers to everyone. */
export type View = { readonly key: string; readonly title: string; readonly search: Search };

export type ListPageProps<E extends Endpoint> = {
  /** Name of the list: under it the server keeps the person's views, and this device the columns. */
  readonly name: string;
  readonly title: string;
  readonly endpoint: E;
  readonly columns: readonly Column<RowOf<E>>[];
  readonly rowId: (row: RowOf<E>) => string;
  readonly href?: (row: RowOf<E>) => string;
  /** What the side drawer shows for a row; without it a row opens its page. */
  readonly peek?: (row: RowOf<E>) => ReactNode;
  /** Title of the drawer; the first cell by default. */
  readonly peekTitle?: (row: RowOf<E>) => ReactNode;
  readonly views?: readonly View[];
  readonly filters?: readonly Filter[];
  /** False for a list whose endpoint has no `q`. */
  readonly searchable?: boolean;
  readonly searchHint?: string;
  /** Address of the export ('/api/export/...'); the filters of the URL are added. */
  readonly exportTo?: string;
  readonly primary?: ReactNode;
  readonly secondary?: ReactNode;
  /** Figures of the list above the table. */
  readonly figures?: ReactNode;
  readonly bulk?: (rows: readonly RowOf<E>[], clear: () => void) => ReactNode;
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** What would fill the list, with the act or the import. */
  readonly empty: Empty;
};

const notFilters = new Set(['peek', 'sort', 'tab']);

function shownColumns<R>(
  columns: readonly Column<R>[],
  hidden: readonly string[],
  shown: readonly string[],
): readonly Column<R>[] {
  const on = (column: Column<R>, at: number) =>
    at === 0 || (column.optional ? shown.includes(column.key) : !hidden.includes(column.key));
  return columns.filter(on);
}

/**
 * A list: title and count, views as tabs, search and filters in the URL, columns, export, the primary act, a peek
 * at the side.
 */
export function ListPage<E extends Endpoint>(props: ListPageProps<E>) {
  const { columns, rowId, href, peek } = props;
  const t = useText(kitTexts);
  const lang = useLang();
  const search = useSearch();
  const params = useParams();
  const [memory, remember] = useListMemory(props.name);
  const list = useLoadedPages(props.endpoint, inputAt(props.endpoint, { params, search }));
  const opened = useSearchText('peek');
  const openedRow = opened === '' ? undefined : list.rows.find((row) => rowId(row) === opened);
  const narrowed = Object.keys(search).some((key) => !notFilters.has(key) && search[key] !== '');
  const shown = useMemo(() => shownColumns(columns, memory.hidden, memory.shown), [columns, memory]);
  useTitle(props.title);
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <h1>{props.title}</h1>
        <span className={css['count']} aria-live="polite">
          {countText(list, lang)}
        </span>
        {props.secondary}
        {props.primary}
      </header>
      {props.figures === undefined ? null : <div className={css['figures']}>{props.figures}</div>}
      <ListViews list={props.name} views={props.views ?? []} />
      <ListTools {...props} memory={memory} remember={remember} />
      <div className={css['body']}>
        <DataGrid
          key={searchText({ ...search, peek: undefined })}
          main
          name={props.name}
          caption={props.title}
          rows={list.rows}
          columns={shown}
          rowId={rowId}
          href={href}
          onOpen={peek && ((row) => setSearch({ peek: rowId(row) }))}
          opened={opened}
          sort={typeof search['sort'] === 'string' ? search['sort'] : ''}
          onSort={(sort) => setSearch({ sort })}
          more={{ load: list.more, loading: list.loadingMore, complete: list.complete, failed: list.failed }}
          roomy={memory.roomy}
          bulk={props.bulk}
          {...(props.totals === undefined ? {} : { totals: props.totals })}
          empty={narrowed ? { title: t('list.nothing'), hint: t('list.nothingHint') } : props.empty}
        />
      </div>
      {openedRow === undefined || peek === undefined ? null : (
        <Peek
          title={props.peekTitle?.(openedRow) ?? columns[0]?.cell(openedRow)}
          onClose={() => setSearch({ peek: undefined })}
          {...(href === undefined ? {} : { to: href(openedRow) })}
        >
          {peek(openedRow)}
        </Peek>
      )}
    </div>
  );
}

type Counted = {
  readonly rows: readonly unknown[];
  readonly count: number | undefined;
  readonly countMore: boolean;
  readonly complete: boolean;
};

/** '1 000+' where the server stopped counting, or counts nothing and has more rows. */
function countText({ rows, count, countMore, complete }: Counted, lang: string): string {
  const text = (count ?? rows.length).toLocaleString(lang === 'ru' ? 'ru-RU' : 'en-GB');
  return (count === undefined ? complete : !countMore) ? text : `${text}+`;
}
