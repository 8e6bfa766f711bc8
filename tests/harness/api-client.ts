import http from 'node:http';

export type Answer = { readonly status: number; readonly body: Buffer };

type Sent = {
  readonly method: string;
  readonly payload: Buffer | null;
  readonly type: string;
  readonly key: string | undefined;
};

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
    const payload = more.body === undefined ? null : Buffer.from(JSON.stringify(more.body));
    const method = more.method ?? (payload === null ? 'GET' : 'POST');
    return this.#exchange(path, { method, payload, type: 'application/json', key: more.key });
  }

  /** Sends a file as a form does. */
  upload(path: string, file: { name: string; bytes: Buffer }, key: string): Promise<Answer> {
    const edge = 'kamerton-form-edge';
    const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
    return this.#exchange(path, { method: 'POST', payload, type: `multipart/form-data; boundary=${edge}`, key });
  }

  #exchange(path: string, { method, payload, type, key }: Sent): Promise<Answer> {
    const headers: Record<string, string> = { cookie: this.#cookie, 'x-kamerton': '1' };
    if (payload !== null) Object.assign(headers, { 'content-type': type, 'content-length': String(payload.length) });
    if (key !== undefined) headers['idempotency-key'] = key;
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
