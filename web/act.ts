/** Acts from screens: one idempotency key per intent, retries that cannot do a thing twice. */
import { useCallback, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';
import { forget } from './api.ts';
import { act, Fault, InvalidInput, NoSession, type Problem, type Reason, Refusal } from './wire.ts';

/** What stands at the button after an attempt. */
export type Outcome =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'fault'; readonly requestId: string | null; readonly network: boolean };

export type Act<I, O> = {
  readonly outcome: Outcome;
  /** Does the act; resolves to its answer, or undefined if it was refused or failed (see `outcome`). */
  readonly run: (input: I) => Promise<O | undefined>;
  /** Repeats the last attempt with the same key. */
  readonly retry: () => void;
  /** Clears the outcome, as when the person changes what was refused. */
  readonly clear: () => void;
};

export type ActOptions<O> = {
  readonly onDone?: (answer: O) => void;
  /** Endpoints whose views the act changes. */
  readonly invalidates?: readonly Endpoint[];
};

const pausesMs = [400, 1_200, 3_000];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Worth another try by itself: no answer came, or the server asks to come later. */
function passing(error: unknown): boolean {
  if (error instanceof Fault) return error.network;
  return error instanceof Refusal && (error.reason.code === 'busy' || error.reason.code.endsWith('.busy'));
}

/** Sends an act, repeating it with the same key while the failure is a passing one (at most four sendings). */
export async function actPatiently<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  key: string,
): Promise<OutputOf<E>> {
  for (const ms of pausesMs) {
    try {
      return await act(endpoint, input, key);
    } catch (error) {
      if (!passing(error)) throw error;
      await pause(ms + Math.random() * ms);
    }
  }
  return act(endpoint, input, key);
}

/** What stands at the button after an error of the wire. Throws what is not one. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof Refusal) return { kind: 'refused', reason: error.reason };
  if (error instanceof InvalidInput) return { kind: 'invalid', problems: error.problems };
  if (error instanceof Fault) return { kind: 'fault', requestId: error.requestId, network: error.network };
  if (error instanceof NoSession) return { kind: 'refused', reason: { code: 'access.no_session' } };
  throw error;
}

type Intent = { readonly key: string; readonly text: string };

/**
 * An act of a screen. The same input sent again after a fault keeps its key, so the server does it once;
 * a success, a refusal or another input begins a new intent.
 */
export function useAct<E extends Endpoint>(
  endpoint: E,
  options: ActOptions<OutputOf<E>> = {},
): Act<InputOf<E>, OutputOf<E>> {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });
  const intent = useRef<Intent | null>(null);
  const last = useRef<InputOf<E> | null>(null);
  const busy = useRef(false);
  const after = useRef(options);
  after.current = options;

  const run = useCallback(
    async (input: InputOf<E>): Promise<OutputOf<E> | undefined> => {
      if (busy.current) return undefined;
      const text = JSON.stringify(input);
      if (intent.current?.text !== text) intent.current = { key: newId(), text };
      last.current = input;
      busy.current = true;
      setOutcome({ kind: 'pending' });
      const answer = await actPatiently(endpoint, input, intent.current.key)
        .finally(() => {
          busy.current = false;
        })
        .catch((error: unknown) => {
          if (!(error instanceof Fault)) intent.current = null;
          setOutcome(outcomeOf(error));
        });
      if (answer === undefined) return undefined;
      intent.current = null;
      await forget(...(after.current.invalidates ?? []));
      setOutcome({ kind: 'done' });
      after.current.onDone?.(answer);
      return answer;
    },
    [endpoint],
  );
  const retry = useCallback(() => {
    if (last.current !== null) void run(last.current);
  }, [run]);
  const clear = useCallback(() => setOutcome({ kind: 'idle' }), []);
  return { outcome, run, retry, clear };
}
