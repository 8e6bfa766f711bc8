/** Who is at the screen: user, org, permissions, language, theme. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import type { Lang } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import type { Permission } from '#platform/permission.ts';
import { ask, useLoaded, whenSessionEnds } from './api.ts';
import { goSignIn } from './navigation.ts';
import { shell } from './shell/endpoints.ts';

export type SessionView = OutputOf<typeof shell.session>;
export type Session = SessionView & {
  /** Whether the person has the permission: only to choose what to offer, the server decides. */
  readonly may: (permission: Permission) => boolean;
};

const SessionContext = createContext<Session | null>(null);
const refreshMs = 60_000;
const langKey = 'kamerton.lang';

/** Gives the session that the root loader has ensured to all below. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const view = useLoaded(shell.session, {});
  // The badge of decisions that wait, rights that changed meanwhile.
  useQuery({ ...ask(shell.session, {}), refetchInterval: refreshMs, throwOnError: false });
  useEffect(() => {
    // Asked once: one who stays for what is typed is not asked again every minute.
    let asked = false;
    return whenSessionEnds(() => {
      if (!asked) goSignIn();
      asked = true;
    });
  }, []);
  const session = useMemo(() => {
    const held = new Set<string>(view.permissions);
    return { ...view, may: (permission: Permission) => held.has(permission) };
  }, [view]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session. Throws outside the signed-in part of the program. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('no session above this component');
  return session;
}

/** The session, or null on the sign-in and first-run pages. */
export function useSessionOrNull(): Session | null {
  return use(SessionContext);
}

/** The language chosen on this device before signing in, else the browser's, else Russian. */
export function deviceLang(): Lang {
  const kept = localStorage.getItem(langKey);
  if (kept === 'ru' || kept === 'en') return kept;
  return navigator.language.startsWith('ru') || !navigator.language.startsWith('en') ? 'ru' : 'en';
}

/** Keeps the language on this device for the pages before signing in. */
export function keepDeviceLang(lang: Lang): void {
  localStorage.setItem(langKey, lang);
}

const LangContext = createContext<Lang | null>(null);

/** Sets the language of a part of the screen, as on the pages before signing in. */
export const LangProvider = LangContext;

/** The language of the screen. */
export function useLang(): Lang {
  const set = use(LangContext);
  const session = use(SessionContext);
  return set ?? session?.user.lang ?? deviceLang();
}

/** Today's date ('YYYY-MM-DD') and the time zone of the org; the browser's own before signing in. */
export function useOrgTime(): { readonly today: string; readonly timeZone: string } {
  const session = use(SessionContext);
  if (session !== null) return { today: session.org.today, timeZone: session.org.timeZone };
  return { today: new Date().toISOString().slice(0, 10), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
