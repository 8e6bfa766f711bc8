/** The screens of all modules, each module's `screens/routes.ts` found by its place, and those of the shell. */
import { screens as reference } from './reference/routes.ts';
import type { ScreenRoute } from './screen-route.ts';

type RoutesFile = { readonly screens: readonly ScreenRoute[] };
const files = import.meta.glob<RoutesFile>('../modules/*/screens/routes.ts', { eager: true });

export const moduleScreens: readonly ScreenRoute[] = [
  ...Object.values(files).flatMap((file) => file.screens),
  ...reference,
];

const patterns = moduleScreens.map((screen) => ({
  screen,
  shape: new RegExp(`^${screen.path.replace(/\$\w+/g, '[^/]+')}$`),
}));

/** The screen at a URL, if a module has it. A path written in full wins over one with parameters. */
export function screenAt(url: string): ScreenRoute | undefined {
  const pathname = url.split('?')[0] ?? url;
  const exact = moduleScreens.find((screen) => screen.path === pathname);
  return exact ?? patterns.find(({ shape }) => shape.test(pathname))?.screen;
}
