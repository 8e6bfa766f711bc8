/** Measuring: latencies of one kind of work by one or several clients, each one after the other. */
import http from 'node:http';

export type Figures = {
  readonly clients: number;
  readonly p50: number;
  readonly p99: number;
  readonly perS: number;
  readonly failures: number;
};

/** Runs `work` by `clients` for about `seconds`; the first runs warm up and are not counted. `work` answers false when it failed. */
export async function measure(
  clients: number,
  seconds: number,
  work: (client: number, turn: number) => Promise<boolean>,
): Promise<Figures> {
  const warm = 5;
  for (let turn = 0; turn < warm; turn += 1)
    await Promise.all(Array.from({ length: clients }, (_one, client) => work(client, turn)));
  const times: number[] = [];
  let failures = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_one, client) => {
      for (let turn = warm; performance.now() < until; turn += 1) {
        const start = performance.now();
        if (!(await work(client, turn))) failures += 1;
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { clients, p50: at(0.5), p99: at(0.99), perS: times.length / took, failures };
}

export type Answer = { readonly status: number; readonly body: Buffer };

/** A client of the HTTP API that keeps its connection, with the session's cookie. */
export class ApiClient {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  readonly #base: URL;
  readonly #cookie: string;

  constructor(base: string, cookie: string) {
    this.#base = new URL(base);
    this.#cookie = cookie;
  }

  /** Sends a request; `body` makes it a POST or the method given. */
  send(path: string, more: { method?: string; body?: unknown; key?: string } = {}): Promise<Answer> {
    const payload = more.body === undefined ? null : JSON.stringify(more.body);
    const headers: Record<string, string> = { cookie: this.#cookie, 'x-kamerton': '1' };
    if (payload !== null)
      Object.assign(headers, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(payload)),
      });
    if (more.key !== undefined) headers['idempotency-key'] = more.key;
    const method = more.method ?? (payload === null ? 'GET' : 'POST');
    const options = {
      agent: this.#agent,
      host: this.#base.hostname,
      port: this.#base.port,
      path: `/api${path}`,
      method,
      headers,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(payload ?? undefined);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
