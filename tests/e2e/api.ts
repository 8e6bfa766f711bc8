/** The API as a signed-in person: to arrange what a story begins with, and to try what screens never send. */
import { newId } from '#kernel/id.ts';
import { goodPassword } from '#modules/access/testing.fixture.ts';

export type Api = {
  readonly cookie: string;
  /** Reads a view; throws unless it is answered. */
  get<T>(path: string): Promise<T>;
  /** Does an act; throws with the refusal unless it is done. */
  act<T>(path: string, body: object, method?: 'POST' | 'PUT' | 'PATCH'): Promise<T>;
  /** Sends a file of a form. */
  upload<T>(path: string, file: File): Promise<T>;
  /** Anything, answered as it is. */
  raw(path: string, init?: RequestInit): Promise<Response>;
};

/** Signs a person in past the screens. */
export async function openApi(base: string, email: string): Promise<Api> {
  const answer = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-kamerton': '1' },
    body: JSON.stringify({ email, password: goodPassword }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`${email} cannot sign in: ${answer.status}`);
  const raw = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${base}/api${path}`, { ...init, headers: { cookie, ...(init.headers as Record<string, string>) } });
  const done = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await raw(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const guards = (): Record<string, string> => ({ 'x-kamerton': '1', 'idempotency-key': newId() });
  return {
    cookie,
    raw,
    get: (path) => done(path),
    act: (path, body, method = 'POST') => {
      const headers = { ...guards(), 'content-type': 'application/json' };
      return done(path, { method, headers, body: JSON.stringify(body) });
    },
    upload: (path, file) => {
      const form = new FormData();
      form.append('file', file);
      return done(path, { method: 'POST', headers: guards(), body: form });
    },
  };
}
