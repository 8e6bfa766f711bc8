/** The wire: one request to the server and the four ways it may fail. */

import { newId } from '#kernel/id.ts';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';

export type Details = Readonly<Record<string, string | number | boolean | null>>;
/** Why an act is refused or closed: a code whose text lives in the texts of its module. */
export type Reason = { readonly code: string; readonly details?: Details | undefined };
export type Problem = { readonly path: string; readonly code: string; readonly message: string };

/** The server understood the act and refused it: nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: Reason;
  readonly status: number;
  constructor(reason: Reason, status: number) {
    super(reason.code);
    this.reason = reason;
    this.status = status;
  }
}

/** The input did not fit the endpoint: each problem names its field. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super('invalid input');
    this.problems = problems;
  }
}

/**
 * Something broke. `requestId` is the code to quote; `network` means that the answer never came and the act may be
 * repeated.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly requestId: string | null;
  readonly network: boolean;
  constructor(requestId: string | null, network: boolean) {
    super(network ? 'network fault' : 'fault');
    this.requestId = requestId;
    this.network = network;
  }
}

/** The session is over: the shell leads to the sign-in page and back. */
export class NoSession extends Error {
  override readonly name = 'NoSession';
}

type Fields = Readonly<Record<string, unknown>>;

/** Path with its `:names` filled from the fields, and the fields that were left. */
function filled(path: string, fields: Fields): { path: string; rest: Fields } {
  const rest = { ...fields };
  const done = path.replace(/:([A-Za-z]\w*)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: done, rest };
}

function query(fields: Fields): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Address of an endpoint with its input, as for a link or a download. */
export function addressOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): string {
  const { path, rest } = filled(endpoint.path, input as Fields);
  return `/api${path}${endpoint.method === 'GET' ? query(rest) : ''}`;
}

/** Where a file is sent: the path and the query of a POST, its body being the file. */
export function uploadAddress<E extends Endpoint>(endpoint: E, input: InputOf<E>): string {
  const { path, rest } = filled(endpoint.path, input as Fields);
  return `/api${path}${query(rest)}`;
}

type Failure = { refusal?: Reason; problems?: Problem[]; fault?: { requestId?: string } };

const faultyGate = new Set([502, 503, 504]);

/** The error that an answer's status and body mean. */
export function failureFrom(status: number, answer: unknown): Error {
  const body = (answer ?? {}) as Failure;
  if (status === 401 && (body.refusal?.code ?? 'access.no_session') === 'access.no_session') return new NoSession();
  if (body.problems) return new InvalidInput(body.problems);
  if (body.refusal) return new Refusal(body.refusal, status);
  return new Fault(body.fault?.requestId ?? null, faultyGate.has(status));
}

async function answer(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Fault(null, true);
  }
  if (!response.ok) throw failureFrom(response.status, await response.json().catch(() => ({})));
  if (response.status === 204) return {};
  return response.json().catch(() => {
    throw new Fault(null, true);
  });
}

/** Reads a view. Throws Refusal, InvalidInput, Fault or NoSession. */
export async function read<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const url = addressOf(endpoint, input);
  return (await answer(url, signal ? { signal } : {})) as OutputOf<E>;
}

/**
 * Sends an act once. `key` names the intent: the same key with the same input is done at most once. Throws as
 * `read`.
 */
export async function act<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  key: string = newId(),
): Promise<OutputOf<E>> {
  const { path, rest } = filled(endpoint.path, input as Fields);
  const init = {
    method: endpoint.method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'X-Kamerton': '1' },
    body: JSON.stringify(rest),
  };
  return (await answer(`/api${path}`, init)) as OutputOf<E>;
}
