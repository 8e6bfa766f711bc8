/** The API reference (OpenAPI 3.1), made from the routes themselves, so it cannot say what the server does not do. */
import type { TSchema } from '@sinclair/typebox';
import type { Route } from './serve.ts';

type Json = Record<string, unknown>;

const refusal = {
  description: 'Refused: `refusal.code` says why, `refusal.details` with what figures',
  content: jsonOf({ $ref: '#/components/schemas/Refusal' }),
};

/** The document for all routes. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api${route.endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.endpoint.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kamerton', version: '0.1.0', description: about },
    components: {
      schemas: { Refusal: refusalSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'kamerton_session' } },
    },
    security: [{ session: [] }],
    paths,
  };
}

const about =
  'Sums are strings of kopecks (`...Minor`), prices of 1/10000 rouble (`...E4`), quantities of thousandths (`...Milli`). ' +
  'Every act needs the headers `X-Kamerton: 1` and `Idempotency-Key: <uuid>`; the same key again gives the same answer.';

const refusalSchema = {
  type: 'object',
  properties: {
    refusal: {
      type: 'object',
      properties: { code: { type: 'string' }, details: { type: 'object' } },
      required: ['code'],
    },
  },
};

function jsonOf(schema: unknown): Json {
  return { 'application/json': { schema } };
}

function operation(route: Route): Json {
  const { endpoint } = route;
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const fields = Object.entries(endpoint.input.properties as Record<string, TSchema>);
  const required = new Set(endpoint.input.required ?? []);
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: endpoint.input.properties[name] ?? { type: 'string' },
  }));
  const others = fields.filter(([name]) => !names.includes(name));
  const permission = route.kind === 'act' ? route.command.permission : route.permission;
  const base: Json = {
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[/:](\w)/g, (_all, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] ?? ''],
    'x-permission': permission,
    responses: {
      200: { description: 'Done', content: jsonOf(endpoint.output) },
      400: { description: 'The input is wrong: `problems` says where' },
      401: { description: 'No session' },
      403: refusal,
      404: refusal,
      409: refusal,
    },
  };
  if (endpoint.method === 'GET') {
    const query = others.map(([name, schema]) => ({ name, in: 'query', required: required.has(name), schema }));
    return { ...base, parameters: [...inPath, ...query] };
  }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: route.kind === 'act',
    schema: { type: 'string', format: 'uuid' },
  };
  const csrf = { name: 'X-Kamerton', in: 'header', required: true, schema: { type: 'string' } };
  const body = {
    type: 'object',
    properties: Object.fromEntries(others),
    required: others.map(([name]) => name).filter((name) => required.has(name)),
  };
  return { ...base, parameters: [...inPath, key, csrf], requestBody: { content: jsonOf(body) } };
}
