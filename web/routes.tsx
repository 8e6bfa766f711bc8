/** The router: the shell's pages and every module's screens. */
import { type AnyRoute, createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { ask, ensure, queryClient } from './api.ts';
import { history } from './navigation.ts';
import { paths } from './paths.ts';
import { lazyScreen, type ScreenRoute, type Search } from './screen-route.ts';
import { moduleScreens, screenAt } from './screens.ts';
import { parseSearch, searchText } from './search.ts';
import { ErrorPage, NotFoundPage, OutsideErrorPage } from './shell/ErrorPage.tsx';
import { shell } from './shell/endpoints.ts';
import { HomePage } from './shell/HomePage.tsx';
import { MorePage } from './shell/PhoneTabs.tsx';
import { Shell } from './shell/Shell.tsx';
import { NoSession, Refusal } from './wire.ts';

/** The page that was opened last, to know a step from a change of its filters. */
let lastPath = '';

/** Leads to the sign-in page and back, or to the first run when the program is empty. */
async function signInFirst(href: string): Promise<never> {
  const { needed } = await ensure(shell.firstRun, {});
  if (needed) throw redirect({ to: paths.firstRun(), replace: true });
  throw redirect({ to: paths.signIn(), search: href === '/' ? {} : { back: href }, replace: true });
}

const root = createRootRoute({ component: Outlet });

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  errorComponent: OutsideErrorPage,
  beforeLoad: async ({ location }) => {
    await ensure(shell.session, {}).catch((error: unknown) => {
      if (error instanceof NoSession) return signInFirst(location.href);
      throw error;
    });
    // A session ended elsewhere ends here at the next step, though everything for that step has been read.
    if (lastPath !== '' && lastPath !== location.pathname)
      void queryClient.prefetchQuery({ ...ask(shell.session, {}), staleTime: 0 });
    lastPath = location.pathname;
  },
});

const forbidden = new Refusal({ code: 'platform.forbidden' }, 403);

/** The search that a loader reads by: the drawer's row does not read the list anew. */
function loadedBy(search: Search): Search {
  const { peek: _, tab: __, ...rest } = search;
  return rest;
}

function routeOf(screen: ScreenRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => app,
    path: screen.path,
    component: screen.screen,
    errorComponent: ErrorPage,
    loaderDeps: ({ search }: { search: Search }) => loadedBy(search),
    loader: async ({ params, deps }: { params: Readonly<Record<string, string>>; deps: Search }) => {
      const { permissions } = await ensure(shell.session, {});
      if (screen.permission !== undefined && !permissions.includes(screen.permission)) throw forbidden;
      await screen.loader?.({ params, search: deps });
    },
  });
}

const outside = ({ path, screen, loader }: ScreenRoute): AnyRoute =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: screen,
    errorComponent: OutsideErrorPage,
    loaderDeps: ({ search }: { search: Search }) => loadedBy(search),
    loader: ({ params, deps }: { params: Readonly<Record<string, string>>; deps: Search }) =>
      loader?.({ params, search: deps }),
  });

/** The kit with sample data, in development only. */
function samplePages(): ScreenRoute[] {
  return [
    { path: '/kit', screen: lazyScreen(() => import('./kit/KitPage.tsx'), 'KitPage') },
    { path: '/kit/list', screen: lazyScreen(() => import('./kit/KitListPage.tsx'), 'KitListPage') },
  ];
}

const own: ScreenRoute[] = [
  { path: '/more', screen: MorePage },
  { path: '/$', screen: NotFoundPage },
  ...(screenAt('/') === undefined ? [{ path: '/', screen: HomePage }] : []),
  ...(import.meta.env.MODE === 'production' ? [] : samplePages()),
];

const doors: ScreenRoute[] = [
  { path: '/sign-in', screen: lazyScreen(() => import('./shell/SignInPage.tsx'), 'SignInPage') },
  { path: '/start', screen: lazyScreen(() => import('./shell/FirstRunPage.tsx'), 'FirstRunPage') },
];
const [outer, inner] = [true, false].map((side) =>
  moduleScreens.filter((screen) => (screen.outside === true) === side),
);

const tree = root.addChildren([
  ...[...doors, ...(outer ?? [])].map(outside),
  app.addChildren([...own, ...(inner ?? [])].map(routeOf)),
]);

export const router = createRouter({
  routeTree: tree,
  history,
  parseSearch,
  stringifySearch: searchText,
  defaultPreload: false,
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 3_000,
  defaultPendingComponent: () => null,
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
});
