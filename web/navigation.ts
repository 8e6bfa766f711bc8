/** Moving about by URLs of `paths.ts`, and the part of a screen's state that lives in the URL. */
import { createBrowserHistory } from '@tanstack/history';
import { useParams as useRouteParams, useSearch as useRouteSearch } from '@tanstack/react-router';
import { paths } from './paths.ts';
import type { Search } from './screen-route.ts';
import { parseSearch, searchText } from './search.ts';

/** The one browser history; the router listens to it. */
export const history = createBrowserHistory();

/** Opens a URL made by `paths.ts`. `replace` leaves no step back. */
export function go(url: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replace(url);
  else history.push(url);
}

/** Leads to the sign-in page and back here after it. What guards something typed may keep the person here. */
export function goSignIn(): void {
  if (history.location.pathname !== paths.signIn())
    go(paths.signIn({ back: history.location.href }), { replace: true });
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
