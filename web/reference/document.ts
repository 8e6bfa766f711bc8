/** The API reference as the server tells it (OpenAPI 3.1), and its schemas as lines that a person reads. */
import { Type } from '@sinclair/typebox';
import { endpoint } from '#platform/endpoint.ts';

export type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};
type Content = { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } };
type Parameter = { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema };
export type Operation = {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
};
export type ApiDocument = {
  readonly info: { readonly description: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

export const reference = {
  document: endpoint('GET', '/openapi.json', {
    summary: 'The API reference',
    input: Type.Object({}),
    output: Type.Unsafe<ApiDocument>({}),
  }),
};

/** A field: how deep it lies, its name, its type, whether it may be left out, what is said of it. */
export type Line = {
  readonly depth: number;
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly about: string;
};

const deepest = 6;

/** The type of a schema in a word: `string`, `integer`, `A | B`, `object[]`, `string | null`. */
export function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.type === 'array') return `${typeOf(schema.items ?? {})}[]`;
  return schema.format === undefined ? (schema.type ?? 'any') : `${schema.type ?? 'string'} (${schema.format})`;
}

/** The object inside: of a list its items, of a choice its first object. */
function inside(schema: Schema): Schema | undefined {
  if (schema.properties !== undefined) return schema;
  if (schema.items !== undefined) return inside(schema.items);
  return schema.anyOf?.map(inside).find((one) => one !== undefined);
}

/** The fields of a schema, those of inner objects below theirs. */
export function linesOf(schema: Schema | undefined, depth = 0): readonly Line[] {
  const object = schema === undefined ? undefined : inside(schema);
  if (object === undefined || depth > deepest) return [];
  const required = new Set(object.required ?? []);
  return Object.entries(object.properties ?? {}).flatMap(([name, one]) => [
    { depth, name, type: typeOf(one), optional: !required.has(name), about: one.description ?? '' },
    ...linesOf(one, depth + 1),
  ]);
}

/** `path` as the routes are written: '/api/orders/:orderId'. */
export type Entry = { readonly method: string; readonly path: string; readonly operation: Operation };

/** Every operation that holds the typed words in its method, address, summary or right, by the first part of its address. */
export function found(document: ApiDocument, typed: string): ReadonlyMap<string, readonly Entry[]> {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{(\w+)\}/g, ':$1'),
      operation,
    })),
  );
  const fits = ({ method, path, operation }: Entry): boolean => {
    const text = `${method} ${path} ${operation.summary} ${operation['x-permission']}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return Map.groupBy(all.filter(fits), ({ operation }) => operation.tags[0] ?? '');
}
