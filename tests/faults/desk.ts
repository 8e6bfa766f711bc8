/** A client's desk: its people act at whichever server answers, each act with its key until it is answered. */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel/id.ts';
import { type Answer, ApiClient } from '#tests/harness/api-client.ts';
import type { ActsBook, KindName } from './acts.ts';

export type Who = 'anna' | 'sonya' | 'vera' | 'fyodor' | 'admin';

export type Asked = {
  readonly path: string;
  /** What the act is about: the id the check looks for. */
  readonly id: string;
  readonly body?: object;
  readonly file?: { readonly name: string; readonly bytes: Buffer };
  /** The key, where the key says the id. */
  readonly key?: string;
};

/** An act that nobody answered, or that was refused: what was to follow it has no ground. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

export type DeskOptions = {
  readonly bases: readonly string[];
  readonly cookies: Readonly<Record<Who, string>>;
  readonly book: ActsBook;
};

// A database that recovers on a busy machine takes seconds; a minute and a half means that nobody will come.
const patienceMs = 90_000;
const breathMs = 30;

export class Desk {
  readonly #clients: Readonly<Record<Who, readonly ApiClient[]>>;
  readonly #book: ActsBook;
  readonly #servers: number;
  #at: number;

  constructor({ bases, cookies, book }: DeskOptions) {
    const entries = Object.entries(cookies).map(([who, cookie]) => [
      who,
      bases.map((base) => new ApiClient(base, cookie)),
    ]);
    this.#clients = Object.fromEntries(entries) as Record<Who, ApiClient[]>;
    this.#book = book;
    this.#servers = bases.length;
    this.#at = Math.floor(Math.random() * bases.length);
  }

  /** Does an act; answers its body. Throws NotDone when it is refused or nobody answers, and books that. */
  async act(who: Who, kind: KindName, asked: Asked): Promise<Record<string, unknown>> {
    const key = asked.key ?? newId();
    const { path, body, file } = asked;
    const answer = await this.#insist(who, (client) =>
      file === undefined ? client.send(path, { body, key }) : client.upload(path, file, key),
    );
    if (answer === null) {
      this.#book.unanswered[kind].push({ id: asked.id, key });
      throw new NotDone(`${kind} was never answered`);
    }
    const told = JSON.parse(answer.body.toString()) as Record<string, unknown>;
    if (answer.status === 200) {
      this.#book.acknowledged[kind].push({ id: asked.id, key });
      return told;
    }
    const code = `${kind}: ${answer.status} ${codeIn(told)}`;
    this.#book.refused.set(code, (this.#book.refused.get(code) ?? 0) + 1);
    this.#book.refusedKeys.push(key);
    throw new NotDone(code);
  }

  /** Reads something, from whoever answers. */
  async look<T>(who: Who, path: string): Promise<T> {
    const answer = await this.#insist(who, (client) => client.send(path));
    if (answer?.status === 200) return JSON.parse(answer.body.toString()) as T;
    const code = `reading: ${answer === null ? 'never answered' : answer.status}`;
    this.#book.refused.set(code, (this.#book.refused.get(code) ?? 0) + 1);
    throw new NotDone(`${path} ${code}`);
  }

  close(): void {
    for (const client of Object.values(this.#clients).flat()) client.close();
  }

  /** The first answer that is not a fault of the server; null when none came in time. */
  async #insist(who: Who, ask: (client: ApiClient) => Promise<Answer>): Promise<Answer | null> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const client = this.#clients[who][this.#at];
      const answer = client === undefined ? null : await ask(client).catch(() => null);
      if (answer !== null && answer.status < 500) return answer;
      // Whoever is down or has no database is left for the next one, which gets the same key.
      this.#at = (this.#at + 1) % this.#servers;
      await pause(breathMs);
    }
    return null;
  }
}

function codeIn(told: Record<string, unknown>): string {
  const refusal = told['refusal'];
  return typeof refusal === 'object' && refusal !== null && 'code' in refusal ? String(refusal.code) : '';
}
