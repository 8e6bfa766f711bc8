/** What a module says about each of its screens; the shell makes routes of it. */

import { lazyRouteComponent } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import type { Permission } from '#platform/permission.ts';

/** Search of the URL: flat, texts only; a key that stands several times is a list. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>;
/** Where a screen is: the parameters of its path and the search of the URL. */
export type ScreenPlace = { readonly params: Readonly<Record<string, string>>; readonly search: Search };

/** A screen's component; a lazy one can be loaded ahead, while its data is on the way. */
export type Screen = FunctionComponent & { readonly preload?: () => Promise<void> };

export type ScreenRoute = {
  /** Pattern of the path, as in `paths.ts`: '/accounts/$accountId'. */
  readonly path: string;
  /** The screen, in a chunk of its own: made by `lazyScreen`. */
  readonly screen: Screen;
  /** Reads what the screen shows before it is shown. */
  readonly loader?: (at: ScreenPlace) => Promise<unknown>;
  /** Stands outside the shell and needs no session: an invitation, a page of a portal. */
  readonly outside?: boolean;
  /** Without this permission the screen says so instead of opening. */
  readonly permission?: Permission;
};

/** A screen that is loaded when first needed: `lazyScreen(() => import('./OrdersPage.tsx'), 'OrdersPage')`. */
export function lazyScreen<N extends string, M extends Record<N, FunctionComponent>>(
  load: () => Promise<M>,
  name: N,
): Screen {
  return lazyRouteComponent(load, name) as unknown as Screen;
}
