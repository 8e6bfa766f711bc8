/** Facts that go with a refusal, for its text and for the screen. Sums are strings of digits. */
export type Details = Record<string, string | number | boolean | null>;

export type Ok<T> = { readonly ok: true; readonly value: T };

/** An expected "no" with its reason. It leaves no trace in the data and is translated for people by its code. */
export type Refusal<C extends string = string> = {
  readonly ok: false;
  readonly code: C;
  readonly details?: Details;
};

/** What a rule answers: a value, or a refusal with a code. Faults are thrown, never returned. */
export type Result<T, C extends string = string> = Ok<T> | Refusal<C>;

/** Wraps an answer. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Makes a refusal. `code` is `<module>.<snake_case>` and is also the key of the text people read. */
export function refuse<const C extends string>(code: C, details?: Details): Refusal<C> {
  return details === undefined ? { ok: false, code } : { ok: false, code, details };
}
