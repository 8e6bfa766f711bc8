import { useEffect, useRef, useState } from 'react';
import type { Form } from './form.ts';

/** State of a form's draft on this device. */
export type Draft = {
  /** '14:20' when the last change was kept; null before. */
  readonly savedAt: string | null;
  readonly restored: boolean;
  readonly discard: () => void;
  readonly forget: () => void;
};

const quietMs = 600;
const place = (name: string) => `kamerton.draft.${name}`;

function kept<V extends object>(name: string, like: V): V | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place(name)) ?? 'null');
    return typeof found === 'object' && found !== null ? { ...like, ...found } : null;
  } catch {
    return null;
  }
}

/** Keeps the form's values on this device while they are typed, and brings them back. `name` null keeps nothing. */
export function useDraft<V extends object>(name: string | null, form: Form<V>): Draft {
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [restored, setRestored] = useState(false);
  /** What was sent: it is no draft any more. What is typed after it is. */
  const sent = useRef('');
  const written = useRef(false);
  const latest = useRef(form);
  latest.current = form;

  useEffect(() => {
    if (name === null) return;
    const before = kept(name, latest.current.values);
    if (before === null || JSON.stringify(before) === JSON.stringify(latest.current.values)) return;
    latest.current.setAll(before);
    setRestored(true);
  }, [name]);

  useEffect(() => {
    if (name === null) return undefined;
    // What was typed and taken away again does not come back.
    if (!form.dirty && written.current) localStorage.removeItem(place(name));
    const text = JSON.stringify(form.values);
    if (!form.dirty || text === sent.current) return undefined;
    const timer = setTimeout(() => {
      if (text === sent.current) return;
      localStorage.setItem(place(name), text);
      written.current = true;
      setSavedAt(new Date().toTimeString().slice(0, 5));
    }, quietMs);
    return () => clearTimeout(timer);
  }, [name, form.values, form.dirty]);

  const forget = () => {
    sent.current = JSON.stringify(latest.current.values);
    if (name !== null) localStorage.removeItem(place(name));
    setRestored(false);
    setSavedAt(null);
  };
  const discard = () => {
    if (name !== null) localStorage.removeItem(place(name));
    setRestored(false);
    setSavedAt(null);
    form.reset();
  };
  return { savedAt, restored, discard, forget };
}
