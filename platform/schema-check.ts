import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** What is wrong with one field of an input: where, and the rule it breaks. */
export type InputProblem = { readonly path: string; readonly code: string; readonly message: string };

const strict = new Ajv({ allErrors: true, strict: false, removeAdditional: false });
const coercing = new Ajv({ allErrors: true, strict: false, coerceTypes: 'array' });
const compiled = { strict: new WeakMap<object, ValidateFunction>(), coercing: new WeakMap<object, ValidateFunction>() };

const valuesMost = 200_000;
const depthMost = 40;

/** Whether an input is beyond what any act takes: telling every problem of it would cost more than reading it. */
function isBeyondReason(input: unknown): boolean {
  let level: unknown[] = [input];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > depthMost || values > valuesMost) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (value === null || typeof value !== 'object') continue;
      for (const item of Object.values(value)) next.push(item);
      if (values + next.length > valuesMost) return true;
    }
    level = next;
  }
  return false;
}

/** Where a text holds what no database keeps: a NUL, or half of a sign of two. A name of a field is a text too. */
function brokenText(input: unknown, path = ''): string | null {
  if (typeof input === 'string') return input.includes('\0') || !input.isWellFormed() ? path : null;
  if (input === null || typeof input !== 'object') return null;
  for (const [key, value] of Object.entries(input)) {
    const at = path === '' ? key : `${path}.${key}`;
    const broken = brokenText(key, at) ?? brokenText(value, at);
    if (broken !== null) return broken;
  }
  return null;
}

/**
 * Checks an input against its schema; unknown top-level fields are refused, so nothing is assigned by surprise.
 * `coercing` turns query-string text into numbers, booleans and lists in place. Returns the problems, empty when fine.
 */
export function inputProblems(schema: TSchema, input: unknown, mode: 'strict' | 'coercing' = 'strict'): InputProblem[] {
  if (isBeyondReason(input)) return [{ path: '', code: 'input.maxItems', message: 'too many values, or too deep' }];
  const broken = brokenText(input);
  if (broken !== null)
    return [{ path: broken.toWellFormed().slice(0, 200), code: 'input.pattern', message: 'must be whole text' }];
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
