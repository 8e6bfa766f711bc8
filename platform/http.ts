/** The HTTP border: sessions, CSRF, input checks, refusals as statuses, request ids, health, metrics, the API reference. */
import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastJson, { type Schema } from 'fast-json-stringify';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { dateOf } from '#kernel/plain-date.ts';
import type { Refusal } from '#kernel/result.ts';
import { type InvalidInput, type Platform, runCommand } from './command.ts';
import { readOrg } from './database.ts';
import type { Files } from './files.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { inputProblems } from './schema-check.ts';
import type { Route, SignedIn } from './serve.ts';
import { isTrouble, statusOfTrouble, troubleOf, unfitOf } from './trouble.ts';

export type HttpOptions = {
  readonly platform: Platform & { readonly files: Files };
  readonly routes: readonly Route[];
  readonly authenticate: (cookieToken: string, now: Date) => Promise<SignedIn | null>;
  readonly log: Log;
  readonly secure: boolean;
  /** Told by the owner of the process: false while it starts or stops. */
  readonly ready: () => boolean;
};

export const sessionCookie = 'kamerton_session';
const bodyMost = 8 * 1024 * 1024;

/** Builds the server with every route; the caller listens and closes. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyMost,
    genReqId: () => randomUUID(),
    trustProxy: 'loopback',
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    // Inputs are checked by `inputProblems`, once, for every way in.
    ajv: { customOptions: { strict: false } },
  });
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(({ schema }) => serializer(schema));
  await app.register(helmet, { contentSecurityPolicy: { directives: policy(options.secure) }, hsts: options.secure });
  await app.register(cookie);
  await app.register(compress, { threshold: 2048, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } });
  await app.register(multipart, { limits: { fileSize: 512 * 1024 * 1024, files: 1, fields: 20 } });
  const metrics = openMetrics(options.platform.db);
  app.addHook('onResponse', async (request, reply) => {
    metrics.seen(request, reply);
    options.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  app.addHook('onSend', async (request, reply) => {
    dropRest(request);
    // What the API answers is one person's: neither a browser nor a proxy keeps it for the next one.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error, request, reply) => answerFault(error, { request, reply, log: options.log }));
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => readiness(options, reply));
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await metrics.text()));
  const document = openApi(options.routes);
  app.get('/api/openapi.json', async () => document);
  for (const route of options.routes) addRoute(app, route, options);
  app.all('/api/*', async (_request, reply) => reply.code(404).send({ refusal: { code: 'platform.no_such_address' } }));
  return app;
}

/** What is refused before it has come in whole is let run out: a sender who cannot finish never reads the answer. */
function dropRest({ raw }: FastifyRequest): void {
  if (raw.complete || raw.method === 'GET') return;
  raw.unpipe();
  raw.resume();
}

/** Made when the route first answers: most of two hundred routes never do in a run, and each takes memory and start time. */
function serializer(schema: unknown): (data: unknown) => string {
  let made: ((data: unknown) => string) | undefined;
  return (data) => {
    made ??= fastJson(schema as Schema);
    return made(data);
  };
}

function policy(secure: boolean): Record<string, string[] | null> {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Mantine and ECharts set element styles at run time.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameSrc: ["'self'", 'blob:'],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    upgradeInsecureRequests: secure ? [] : null,
  };
}

async function readiness(options: HttpOptions, reply: FastifyReply): Promise<unknown> {
  const database = await options.platform.db.pool.query('select 1').then(
    () => true,
    () => false,
  );
  const ready = options.ready() && database;
  return reply.code(ready ? 200 : 503).send({ ready, database });
}

function addRoute(app: FastifyInstance, route: Route, options: HttpOptions): void {
  const { endpoint } = route;
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    schema: route.kind === 'raw' ? {} : { response: { 200: endpoint.output } },
    handler: (request, reply) => answer(route, options, { request, reply }),
  });
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function answer(route: Route, options: HttpOptions, { request, reply }: Exchange): Promise<unknown> {
  const { platform } = options;
  const now = platform.clock();
  const token = request.cookies[sessionCookie];
  const actor = token === undefined ? null : await options.authenticate(token, now);
  const open = route.kind === 'raw' && route.permission === 'public';
  if (actor === null && !open) return reply.code(401).send({ refusal: { code: 'access.no_session' } });
  // A page of another site cannot set this header without our leave, so a forged form is refused here.
  if (request.method !== 'GET' && request.headers['x-kamerton'] === undefined) {
    return reply.code(403).send({ refusal: { code: 'platform.forged' } });
  }
  const input = inputOf(route, request);
  if (route.kind === 'act' && actor !== null) {
    const key = request.headers['idempotency-key'];
    const act = { actor, key: typeof key === 'string' ? key : '', input, requestId: request.id };
    const result = await runCommand(platform, route.command, act);
    return result.ok ? result.value : answerRefusal(result, reply);
  }
  const permission = route.kind === 'act' ? 'public' : route.permission;
  if (permission !== 'public' && permission !== 'signed_in' && actor?.permissions.has(permission) !== true) {
    return answerRefusal({ ok: false, code: 'platform.forbidden', details: { permission } }, reply);
  }
  const problems = inputProblems(endpointInput(route), input, request.method === 'GET' ? 'coercing' : 'strict');
  if (problems.length > 0) return answerRefusal({ ok: false, code: 'input.invalid', problems }, reply);
  if (route.kind === 'raw') return route.handle({ platform, db: platform.db, actor, request, reply }, input);
  if (route.kind === 'view' && actor !== null) {
    const result = await readOrg(platform.db, actor.orgId, (read) =>
      route.handle(
        { read, actor, orgId: actor.orgId, now: now.toISOString(), today: dateOf(now, actor.timeZone) },
        input,
      ),
    );
    return result.ok ? result.value : answerRefusal(result, reply);
  }
  throw new Error('a route of no known kind');
}

const endpointInput = (route: Route) => route.endpoint.input;

/** Path fields, then the query or the body, as one object. The path wins, so that no body renames its subject. */
function inputOf(route: Route, request: FastifyRequest): Record<string, unknown> {
  const params = request.params as Record<string, string>;
  const query = request.query as Record<string, unknown>;
  if (request.method === 'GET') return { ...query, ...params };
  const body = request.body;
  if (request.isMultipart()) return { ...query, ...params };
  const fields = body !== null && typeof body === 'object' && !Array.isArray(body) ? body : {};
  return { ...(route.kind === 'raw' ? query : {}), ...fields, ...params };
}

/** A refusal with its status: 400 what was sent, 403 not yours to do, 404 not there (for you), 409 not now. */
export function answerRefusal(refusal: Refusal | InvalidInput, reply: FastifyReply): FastifyReply {
  if ('problems' in refusal) return reply.code(400).send({ problems: refusal.problems });
  const body = {
    refusal: { code: refusal.code, ...(refusal.details === undefined ? {} : { details: refusal.details }) },
  };
  return reply.code(statusOf(refusal.code)).send(body);
}

function statusOf(code: string): number {
  if (code === 'platform.forbidden') return 403;
  if (code === 'platform.bad_key') return 400;
  if (isTrouble(code)) return statusOfTrouble[code];
  if (/[._]not_found$/.test(code)) return 404;
  if (code === 'access.no_session') return 401;
  if (code === 'access.too_many_attempts') return 429;
  return 409;
}

/** What the reader of forms says of one that was cut or is none; it gives such errors no code. */
const brokenForm =
  /^(Multipart: Boundary not found|Unexpected end of (multipart data|form|file)|Part terminated early|Malformed part header)/;

type Failed = Exchange & { readonly log: Log };

async function answerFault(error: unknown, { request, reply, log }: Failed): Promise<FastifyReply> {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  // A download that failed before its first byte is not a file any more.
  for (const name of ['content-length', 'content-disposition', 'content-encoding']) reply.removeHeader(name);
  reply.type('application/json; charset=utf-8');
  if (status >= 400 && status < 500) {
    const code = status === 413 ? 'platform.too_large' : 'platform.bad_request';
    return reply.code(status).send({ refusal: { code } });
  }
  if (error instanceof Error && brokenForm.test(error.message)) {
    return reply.code(400).send({ refusal: { code: 'platform.bad_request' } });
  }
  const unfit = unfitOf(error);
  if (unfit !== null) return reply.code(400).send({ refusal: { code: unfit } });
  log.error({ requestId: request.id, err: error }, 'fault');
  const trouble = troubleOf(error);
  if (trouble !== null) return reply.code(statusOfTrouble[trouble]).send({ refusal: { code: trouble } });
  return reply.code(500).send({ fault: { requestId: request.id } });
}
