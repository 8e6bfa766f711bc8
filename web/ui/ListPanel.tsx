import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Endpoint, InputOf } from '#platform/endpoint.ts';
import { askPages, type RowOf } from '../api.ts';
import { type Column, DataGrid } from './DataGrid.tsx';
import type { Empty } from './EmptyState.tsx';
import { Panel } from './Panel.tsx';
import { Unread } from './Unread.tsx';

export type ListPanelProps<E extends Endpoint> = {
  readonly title: string;
  readonly endpoint: E;
  readonly input: InputOf<E>;
  readonly columns: readonly Column<RowOf<E>>[];
  readonly rowId: (row: RowOf<E>) => string;
  readonly href?: (row: RowOf<E>) => string;
  readonly empty: Empty;
  readonly acts?: ReactNode;
};

/** A list on a card: read when it is shown, more of it as one goes down; a list that was not read never looks empty. */
export function ListPanel<E extends Endpoint>(props: ListPanelProps<E>) {
  const { title, endpoint, input, columns, rowId, href, empty, acts } = props;
  const list = useInfiniteQuery({ ...askPages(endpoint, input), throwOnError: false });
  return (
    <Panel title={title} flush acts={acts}>
      {list.data === undefined ? (
        <Unread failed={list.isError} again={() => void list.refetch()} />
      ) : (
        <DataGrid
          rows={list.data.pages.flatMap((page) => page.rows) as readonly RowOf<E>[]}
          columns={columns}
          rowId={rowId}
          href={href}
          caption={title}
          empty={empty}
          more={{
            load: () => void list.fetchNextPage(),
            loading: list.isFetchingNextPage,
            complete: !list.hasNextPage,
            failed: list.isFetchNextPageError,
          }}
        />
      )}
    </Panel>
  );
}
