/** One description of everything that crosses the wire. Pure: the server and the screens read the same endpoint. */
import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * An endpoint of the HTTP API under `/api`. `input` is one object: its fields come from the path (`:name`),
 * then the query (GET) or the JSON body. An act needs an `Idempotency-Key` header; a question too long for an address
 * is a POST that writes nothing.
 */
export type Endpoint<I extends TObject = TObject, O extends TSchema = TSchema> = {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
};

export type InputOf<E extends Endpoint> = Static<E['input']>;
export type OutputOf<E extends Endpoint> = Static<E['output']>;

/** Describes an endpoint; `summary` is the line shown in the API reference. */
export function endpoint<I extends TObject, O extends TSchema>(
  method: Method,
  path: `/${string}`,
  shape: { readonly summary: string; readonly input: I; readonly output: O },
): Endpoint<I, O> {
  return { method, path, ...shape };
}

const digits = '^-?[0-9]{1,18}$';

/** UUID, made by the client for creations. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
/** Sum in kopecks as digits: "123456" is 1 234.56. */
export const Minor = Type.String({ pattern: digits, description: 'kopecks' });
/** Unit price in 1/10000 of a rouble as digits. */
export const PriceE4 = Type.String({ pattern: digits, description: '1/10000 rouble' });
/** Quantity in thousandths as digits. */
export const Milli = Type.String({ pattern: digits, description: 'thousandths' });
/** Basis points: 1250 is 12.5 %. */
export const Bp = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, description: 'basis points' });
export const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
export const InstantText = Type.String({ description: 'ISO 8601, UTC' });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Text a person types: bounded, without control characters but line breaks and tabs. */
export const Text = (maxLength: number, minLength = 0) =>
  Type.String({ minLength, maxLength, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$' });
export const Version = Type.Integer({ minimum: 1, description: 'optimistic version; a stale one is refused' });
export const Cursor = Type.Optional(Type.String({ maxLength: 400, description: 'where the previous page ended' }));
/** A page of a list: rows and where the next page begins (null at the end). */
export const PageOf = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row), next: Nullable(Type.String()) });
/** Why an act is closed: null when open, else the refusal that the command itself would give. */
export const Closed = Nullable(
  Type.Object({
    code: Type.String(),
    details: Type.Optional(
      Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
    ),
  }),
);
export const Nothing = Type.Object({});

/** Which kind of file a list is asked as; XLSX when nothing is said. */
export const FileForm = Type.Optional(Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]));
