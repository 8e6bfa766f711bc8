import { useRouter } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, type MouseEvent, useRef } from 'react';
import { go } from '../navigation.ts';
import { parseSearch } from '../search.ts';

type AProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A URL made by `paths.ts`. */
  readonly to: string;
  /** Not a screen: a file of the server, or another place. */
  readonly outside?: boolean;
};

/** A pointer that only passes over a table of links reads nothing. */
const restMs = 80;

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/**
 * A link to a screen: opens without reloading, is read ahead when the pointer rests on it, opens in a new tab as
 * any link.
 */
export function A({ to, outside = false, onClick, ...rest }: AProps) {
  const router = useRouter();
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const ahead = () => {
    const [pathname = '', search = ''] = to.split('?');
    void router.preloadRoute({ to: pathname, search: parseSearch(search) }).catch(() => undefined);
  };
  return (
    <a
      {...rest}
      href={to}
      {...(outside ? { download: '' } : {})}
      onMouseEnter={() => {
        if (!outside) resting.current = setTimeout(ahead, restMs);
      }}
      onMouseLeave={() => clearTimeout(resting.current)}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || outside || !plain(event)) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
