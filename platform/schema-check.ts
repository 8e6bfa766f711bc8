import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** What is wrong with one field of an input: where, and the rule it breaks. */
export type InputProblem = { readonly path: string; readonly code: string; readonly message: string };

const strict = new Ajv({ allErrors: true, strict: false, removeAdditional: false });
const coercing = new Ajv({ allErrors: true, strict: false, coerceTypes: 'array' });
const compiled = { strict: new WeakMap<object, ValidateFunction>(), coercing: new WeakMap<object, ValidateFunction>() };

/**
 * Checks an input against its schema; unknown top-level fields are refused, so nothing is assigned by surprise.
 * `coercing` turns query-string text into numbers, booleans and lists in place. Returns the problems, empty when fine.
 */
export function inputProblems(schema: TSchema, input: unknown, mode: 'strict' | 'coercing' = 'strict'): InputProblem[] {
  let validate = compiled[mode].get(schema);
  if (validate === undefined) {
    validate = (mode === 'strict' ? strict : coercing).compile({ ...schema, additionalProperties: false });
    compiled[mode].set(schema, validate);
  }
  if (validate(input)) return [];
  return (validate.errors ?? []).slice(0, 50).map(problemOf);
}

function problemOf(error: ErrorObject): InputProblem {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  const extra = error.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : '';
  const path = `${error.instancePath}${missing}${extra}`.slice(1).replaceAll('/', '.');
  return { path, code: `input.${error.keyword}`, message: error.message ?? '' };
}
