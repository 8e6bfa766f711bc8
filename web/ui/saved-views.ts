import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { savedViews } from '#modules/access/contract-org.ts';
import { ask } from '../api.ts';
import type { Search } from '../screen-route.ts';
import { parseSearch, searchText } from '../search.ts';
import { useSessionOrNull } from '../session.tsx';

/** A person's own view of a list: a name for filters, search and sorting. Kept by the server. */
export type SavedView = { readonly id: string; readonly name: string; readonly search: Search };

const freshMs = 5 * 60_000;

/** The search of a view as the server keeps it. */
export const viewQuery = (search: Search): string => searchText(search).replace(/^\?/, '');

/** The person's views of a list; none until they have come. */
export function useSavedViews(list: string): readonly SavedView[] {
  const session = useSessionOrNull();
  const found = useQuery({
    ...ask(savedViews.list, { list }),
    enabled: session !== null,
    staleTime: freshMs,
    throwOnError: false,
  });
  const rows = found.data?.rows;
  return useMemo(() => (rows ?? []).map(({ id, name, query }) => ({ id, name, search: parseSearch(query) })), [rows]);
}
