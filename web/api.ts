/** Reading views and doing acts from screens: TanStack Query under the endpoints of the contracts. */
import {
  infiniteQueryOptions,
  QueryCache,
  QueryClient,
  queryOptions,
  useSuspenseInfiniteQuery,
  useSuspenseQuery,
} from '@tanstack/react-query';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ScreenPlace } from './screen-route.ts';
import { Fault, NoSession, read } from './wire.ts';

const freshMs = 10_000;
const triesMax = 2;

/**
 * The one cache of the program. Reads are repeated twice on network faults, never on refusals. A session that is over
 * makes everything here old: no step shows again what was read before.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof NoSession) void queryClient.invalidateQueries({ refetchType: 'none' });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: freshMs,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      retry: (count, error) => count < triesMax && error instanceof Fault && error.network,
      throwOnError: (_error, query) => query.state.data === undefined,
    },
  },
});

/** Tells of every read that the server refused because the session is over. Answers how to stop listening. */
export function whenSessionEnds(tell: () => void): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error' && event.action.error instanceof NoSession) tell();
  });
}

/** Query options of an endpoint: `useQuery(ask(orders.get, { orderId }))`. */
export function ask<E extends Endpoint>(endpoint: E, input: InputOf<E>) {
  return queryOptions({
    queryKey: [endpoint.path, input] as const,
    queryFn: ({ signal }) => read(endpoint, input, signal),
  });
}

type SchemaLike = { readonly type?: unknown; readonly anyOf?: readonly SchemaLike[]; readonly items?: unknown };

/** One value of the URL as the schema of its field wants it: number, boolean, list or text. */
function fitted(schema: SchemaLike | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  if (schema.type === 'array') return Array.isArray(value) ? value : [value];
  if (schema.type === 'integer' || schema.type === 'number') return Number(value);
  if (schema.type === 'boolean') return value === true || value === 'true';
  if (schema.anyOf?.some((one) => one.type === 'boolean')) return value === true || value === 'true';
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Input of an endpoint from a place: the fields it knows among the parameters and the search of the URL,
 * turned to what its schema says. Fields it does not know (tab, peek, view) are left out.
 */
export function inputAt<E extends Endpoint>(endpoint: E, at: ScreenPlace): InputOf<E> {
  const given: Record<string, unknown> = { ...at.search, ...at.params };
  const properties = endpoint.input.properties as Readonly<Record<string, SchemaLike>>;
  const known = Object.keys(properties).filter((key) => given[key] !== undefined && given[key] !== '');
  return Object.fromEntries(known.map((key) => [key, fitted(properties[key], given[key])])) as InputOf<E>;
}

/** Loader's read: the answer of the cache unless an act has made it old, else of the server. */
export function ensure<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E>> {
  const asked = ask(endpoint, input);
  const old = queryClient.getQueryState(asked.queryKey)?.isInvalidated === true;
  return (old ? queryClient.fetchQuery(asked) : queryClient.ensureQueryData(asked)) as Promise<OutputOf<E>>;
}

/** Page of a list as `PageOf(row)` describes it. */
export type PageView<R> = {
  readonly rows: readonly R[];
  readonly next: string | null;
  readonly count?: number | undefined;
  /** The server stopped counting at `count`. */
  readonly countMore?: boolean | undefined;
};
/** Row of a list endpoint. */
export type RowOf<E extends Endpoint> = OutputOf<E> extends { rows: readonly (infer R)[] } ? R : never;

/** Infinite query options of a list endpoint (input `cursor`, output `rows` and `next`). */
export function askPages<E extends Endpoint>(endpoint: E, input: InputOf<E>) {
  return infiniteQueryOptions({
    queryKey: [endpoint.path, 'pages', input] as const,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const asked = pageParam === '' ? input : { ...(input as object), cursor: pageParam };
      return (await read(endpoint, asked as InputOf<E>, signal)) as PageView<RowOf<E>>;
    },
    getNextPageParam: (page) => page.next,
  });
}

/** Loader's read of a list by the filters of the URL. */
export function ensurePages<E extends Endpoint>(endpoint: E, at: ScreenPlace): Promise<unknown> {
  const asked = askPages(endpoint, inputAt(endpoint, at));
  const old = queryClient.getQueryState(asked.queryKey)?.isInvalidated === true;
  return old ? queryClient.fetchInfiniteQuery(asked) : queryClient.ensureInfiniteQueryData(asked);
}

/** The view that the loader has ensured, kept fresh. Never undefined. */
export function useLoaded<E extends Endpoint>(endpoint: E, input: InputOf<E>): OutputOf<E> {
  return useSuspenseQuery(ask(endpoint, input)).data as OutputOf<E>;
}

/** The list that the loader has ensured: its rows so far and the way to more. */
export function useLoadedPages<E extends Endpoint>(endpoint: E, input: InputOf<E>) {
  const list = useSuspenseInfiniteQuery(askPages(endpoint, input));
  const pages = list.data.pages;
  return {
    rows: pages.flatMap((page) => page.rows) as readonly RowOf<E>[],
    count: pages[0]?.count,
    countMore: pages[0]?.countMore === true,
    complete: !list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    /** The last way to more failed: it is not tried again by itself. */
    failed: list.isFetchNextPageError,
    more: () => void list.fetchNextPage(),
  };
}

/** Forgets what was read from these endpoints, whatever the input: screens that show it read again. */
export function forget(...endpoints: readonly Endpoint[]): Promise<unknown> {
  return Promise.all(endpoints.map((endpoint) => queryClient.invalidateQueries({ queryKey: [endpoint.path] })));
}

/** Puts into what was read what an act has answered, where it was read at all: nothing is asked anew. */
export function amend<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  change: (known: OutputOf<E>) => OutputOf<E>,
): void {
  const { queryKey } = ask(endpoint, input);
  // A reading that is on its way knows nothing of the act.
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (known: OutputOf<E> | undefined) => (known === undefined ? known : change(known)));
}
