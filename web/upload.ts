/** Sending a file: multipart with progress, one idempotency key per intent. */
import { useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ActOptions, Outcome } from './act.ts';
import { outcomeOf } from './act.ts';
import { forget } from './api.ts';
import { Fault, failureFrom, uploadAddress } from './wire.ts';

/** Bytes sent so far and in all. */
export type Sent = { readonly done: number; readonly total: number };

export type Upload<I, O> = {
  readonly outcome: Outcome;
  /** Null until the sending begins. */
  readonly sent: Sent | null;
  readonly run: (input: I, file: File) => Promise<O | undefined>;
  readonly retry: () => void;
  readonly cancel: () => void;
};

type Sending = { readonly url: string; readonly file: File; readonly key: string };

function send({ url, file, key }: Sending, request: XMLHttpRequest, onSent: (sent: Sent) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('X-Kamerton', '1');
    request.upload.onprogress = (event) => onSent({ done: event.loaded, total: event.total });
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(failureFrom(request.status, request.response));
    request.onerror = () => reject(new Fault(null, true));
    request.onabort = () => reject(new Fault(null, true));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** An endpoint that takes a file: a multipart POST with the field `file`; its input goes to the path and the query. */
export function useUpload<E extends Endpoint>(
  endpoint: E,
  options: ActOptions<OutputOf<E>> = {},
): Upload<InputOf<E>, OutputOf<E>> {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });
  const [sent, setSent] = useState<Sent | null>(null);
  const last = useRef<{ readonly input: InputOf<E>; readonly file: File; readonly key: string } | null>(null);
  const request = useRef<XMLHttpRequest | null>(null);

  const attempt = async (input: InputOf<E>, file: File, key: string): Promise<OutputOf<E> | undefined> => {
    last.current = { input, file, key };
    request.current = new XMLHttpRequest();
    setOutcome({ kind: 'pending' });
    setSent({ done: 0, total: file.size });
    const sending = { url: uploadAddress(endpoint, input), file, key };
    const answer = await send(sending, request.current, setSent).catch((error: unknown) => {
      setOutcome(outcomeOf(error));
    });
    setSent(null);
    if (answer === undefined) return undefined;
    await forget(...(options.invalidates ?? []));
    setOutcome({ kind: 'done' });
    options.onDone?.(answer as OutputOf<E>);
    return answer as OutputOf<E>;
  };
  return {
    outcome,
    sent,
    run: (input, file) => attempt(input, file, newId()),
    retry: () => {
      if (last.current !== null) void attempt(last.current.input, last.current.file, last.current.key);
    },
    cancel: () => {
      request.current?.abort();
      setOutcome({ kind: 'idle' });
    },
  };
}
