import http from 'node:http';

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
