import { IconCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useText } from '../i18n.ts';
import { kitTexts } from './texts.ts';
import css from './toast.module.css';

type Toast = { readonly id: number; readonly text: string; readonly undo: (() => void) | undefined };

const shownMs = 6_000;
const withUndoMs = 10_000;
const shownMax = 3;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells that a thing is done, with a way to undo it. Never for refusals and faults: they stand at their button. */
export function done(text: string, { undo }: { readonly undo?: () => void } = {}): void {
  lastId += 1;
  const id = lastId;
  change([...toasts, { id, text, undo }].slice(-shownMax));
  setTimeout(() => change(toasts.filter((one) => one.id !== id)), undo ? withUndoMs : shownMs);
}

/** Where toasts appear; the shell puts it once. */
export function Toasts() {
  const t = useText(kitTexts);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={css['toasts']} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={css['toast']}>
          <IconCheck size={16} aria-hidden />
          <span>{toast.text}</span>
          {toast.undo === undefined ? null : (
            <button
              type="button"
              onClick={() => {
                toast.undo?.();
                change(toasts.filter((one) => one.id !== toast.id));
              }}
            >
              {t('act.undo')}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
