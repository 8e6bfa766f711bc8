import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { go, parseSearch } from '../navigation.ts';

type AProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A URL made by `paths.ts`. */
  readonly to: string;
  /** Not a screen: a file of the server, or another place. */
  readonly outside?: boolean;
};

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/**
 * A link to a screen: opens without reloading, is read ahead when the pointer rests on it, opens in a new tab as
 * any link.
 */
export function A({ to, outside = false, onClick, ...rest }: AProps) {
  const router = useRouter();
  const ahead = () => {
    const [pathname = '', search = ''] = to.split('?');
    if (!outside) void router.preloadRoute({ to: pathname, search: parseSearch(search) }).catch(() => undefined);
  };
  return (
    <a
      {...rest}
      href={to}
      {...(outside ? { download: '' } : {})}
      onMouseEnter={ahead}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || outside || !plain(event)) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
