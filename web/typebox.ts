/**
 * What the screens need of TypeBox, 1 KB instead of 13: contracts describe their inputs with it, and in the browser
 * only the names and the kinds of the fields are used (the server checks). Vite puts it in place of the library.
 * A kind that is not here becomes a schema that says nothing.
 */
type Schema = Record<string, unknown>;
type Fields = Record<string, Schema>;

const optional = Symbol('optional');
const fieldsOf = (schema: Schema): Fields => (schema['properties'] ?? {}) as Fields;

function object(properties: Fields, options: Schema = {}): Schema {
  const required = Object.keys(properties).filter((key) => properties[key]?.[optional as unknown as string] !== true);
  return { ...options, type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

const plain =
  (type: string) =>
  (options: Schema = {}) => ({ ...options, type });
const merged = (parts: readonly Schema[]) => object(Object.assign({}, ...parts.map(fieldsOf)));
const kept = (schema: Schema, keep: (key: string) => boolean) =>
  object(Object.fromEntries(Object.entries(fieldsOf(schema)).filter(([key]) => keep(key))));
const turnedOptional = (schema: Schema): Schema => ({ ...schema, [optional]: true });

const kinds: Record<string, unknown> = {
  Object: object,
  String: plain('string'),
  Integer: plain('integer'),
  Number: plain('number'),
  Boolean: plain('boolean'),
  Null: plain('null'),
  Array: (items: Schema, options: Schema = {}) => ({ ...options, type: 'array', items }),
  Literal: (value: unknown) => ({ const: value, type: typeof value }),
  Union: (anyOf: readonly Schema[]) => ({ anyOf }),
  Optional: turnedOptional,
  Composite: merged,
  Intersect: merged,
  Pick: (schema: Schema, keys: readonly string[]) => kept(schema, (key) => keys.includes(key)),
  Omit: (schema: Schema, keys: readonly string[]) => kept(schema, (key) => !keys.includes(key)),
  Partial: (schema: Schema) =>
    object(Object.fromEntries(Object.entries(fieldsOf(schema)).map(([key, field]) => [key, turnedOptional(field)]))),
};

export const Type = new Proxy(kinds, { get: (known, name: string) => known[name] ?? (() => ({})) });
