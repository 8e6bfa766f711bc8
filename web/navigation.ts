/** Moving about by URLs of `paths.ts`, and the part of a screen's state that lives in the URL. */
import { createBrowserHistory } from '@tanstack/history';
import { useParams as useRouteParams, useSearch as useRouteSearch } from '@tanstack/react-router';
import type { Search } from './screen-route.ts';

/** The one browser history; the router listens to it. */
export const history = createBrowserHistory();

/** Opens a URL made by `paths.ts`. `replace` leaves no step back. */
export function go(url: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replace(url);
  else history.push(url);
}

/** Search text to a flat record: '?a=1&b=2&b=3' is { a: '1', b: ['2', '3'] }. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key];
    found[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return found;
}

/** A flat record to search text with '?', empty values left out. */
export function searchText(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The search of this screen's URL. */
export function useSearch(): Search {
  return useRouteSearch({ strict: false }) as Search;
}

/** One text of the search, '' when absent. */
export function useSearchText(key: string): string {
  const value = useSearch()[key];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** The parameters of this screen's path. */
export function useParams(): Readonly<Record<string, string>> {
  return useRouteParams({ strict: false }) as Readonly<Record<string, string>>;
}

/** Changes keys of the search on the spot; undefined and '' remove a key. `push` leaves a step back. */
export function setSearch(change: Search, { push = false }: { push?: boolean } = {}): void {
  const { pathname, search } = history.location;
  const url = pathname + searchText({ ...parseSearch(search), ...change });
  go(url, { replace: !push });
}
