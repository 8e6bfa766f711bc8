import { useInfiniteQuery } from '@tanstack/react-query';
import type { Endpoint, InputOf } from '#platform/endpoint.ts';
import { askPages, type RowOf } from '../api.ts';
import { Panel } from './Panel.tsx';
import { Timeline, type TimelineEntry } from './Timeline.tsx';
import { Unread } from './Unread.tsx';

export type TimelinePanelProps<E extends Endpoint> = {
  readonly title: string;
  readonly endpoint: E;
  readonly input: InputOf<E>;
  readonly entry: (row: RowOf<E>) => TimelineEntry;
};

/** What was done to a thing, read after its card, so that the card does not wait for it. */
export function TimelinePanel<E extends Endpoint>({ title, endpoint, input, entry }: TimelinePanelProps<E>) {
  const list = useInfiniteQuery({ ...askPages(endpoint, input), throwOnError: false });
  const rows = list.data?.pages.flatMap((page) => page.rows) as readonly RowOf<E>[] | undefined;
  return (
    <Panel title={title}>
      {rows === undefined ? (
        <Unread failed={list.isError} again={() => void list.refetch()} />
      ) : (
        <Timeline entries={rows.map(entry)} {...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {})} />
      )}
    </Panel>
  );
}
