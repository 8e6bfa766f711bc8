import { useRef, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { type Outcome, useAct } from '#web/act.ts';
import { imports } from '../contract.ts';

type Run = OutputOf<typeof imports.get>;
export type Preview = OutputOf<typeof imports.preview>;
export type Settings = Run['settings'];

export type Settling = {
  readonly outcome: Outcome;
  readonly retry: () => void;
  /** The column of a field as it was chosen last, though the server may not have read by it yet. */
  readonly columnOf: (name: string) => number | null;
  readonly choose: (name: string, column: number | null) => void;
  readonly change: (settings: Settings) => void;
};

/**
 * Settles an import's columns and reading choice by choice. Choices made while one is on its way wait for it and go
 * together after it: none is lost, however quick the person is.
 */
export function useSettling(run: Run, preview: Preview): Settling {
  const settle = useAct(imports.settle, { invalidates: [imports.preview, imports.get] });
  const [wanted, setWanted] = useState<Settings | null>(null);
  const latest = useRef<Settings | null>(null);
  const sending = useRef(false);
  const current = (): Settings => latest.current ?? run.settings;

  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    for (let sent: Settings | null = null; latest.current !== sent; ) {
      sent = latest.current;
      if (sent === null || (await settle.run({ importId: run.id, settings: sent })) === undefined) break;
    }
    sending.current = false;
    latest.current = null;
    setWanted(null);
  };
  const change = (settings: Settings) => {
    latest.current = { ...current(), ...settings };
    setWanted(latest.current);
    void send();
  };
  const columnIn = (settings: Settings | null, name: string): number | null => {
    const chosen = settings?.columns?.[name];
    if (typeof chosen === 'number' || chosen === null) return chosen;
    return preview.fields.find((field) => field.name === name)?.column ?? null;
  };
  // A column serves one field: the one that had it goes without, and the guess does not give it back.
  const choose = (name: string, column: number | null) => {
    const others = preview.fields.map((field) => {
      const had = columnIn(latest.current, field.name);
      return [field.name, had === column ? null : had] as const;
    });
    change({ columns: { ...Object.fromEntries(others), [name]: column } });
  };
  return { outcome: settle.outcome, retry: settle.retry, columnOf: (name) => columnIn(wanted, name), choose, change };
}
