import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';

/** Says what is wrong with a field's value in one sentence, or null. */
export type Check<T> = (value: T) => string | null | undefined | false;

/** What a field component takes: spread it, `<TextField {...form.field('name')} label=... />`. */
export type FieldOf<T> = {
  readonly id: string;
  readonly name: string;
  readonly value: T;
  readonly error: string | null;
  readonly onChange: (value: T) => void;
  /** Gives the form the field's check; it runs on leave and at the submit. */
  readonly register: (check: () => string | null) => () => void;
  readonly onLeave: () => void;
};

export type Form<V extends object> = {
  /** A fresh UUIDv7 for the thing that the form makes. */
  readonly id: string;
  readonly values: V;
  readonly dirty: boolean;
  readonly field: <K extends keyof V & string>(name: K) => FieldOf<V[K]>;
  readonly set: <K extends keyof V & string>(name: K, value: V[K]) => void;
  readonly setAll: (values: V) => void;
  /** Runs every check; true when all is well, else the first bad field gets the focus. */
  readonly check: () => boolean;
  /** Puts sentences to fields, as the server's problems by path. */
  readonly blame: (errors: Readonly<Record<string, string>>) => void;
  /** Back to the initial values with a new id. */
  readonly reset: () => void;
};

/** Values of a form, its dirtiness and the errors beside its fields. */
export function useForm<V extends object>(initial: V): Form<V> {
  const first = useRef(initial);
  const [id, setId] = useState(newId);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const checks = useRef(new Map<string, () => string | null>());

  const set = useCallback(<K extends keyof V & string>(name: K, value: V[K]) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _, ...others }) => others);
  }, []);
  const reset = useCallback(() => {
    setValues(first.current);
    setErrors({});
    setId(newId());
  }, []);
  const leave = useCallback((name: string) => {
    const error = checks.current.get(name)?.() ?? null;
    setErrors(({ [name]: _, ...others }) => (error === null ? others : { ...others, [name]: error }));
  }, []);
  const check = useCallback(() => {
    const found = [...checks.current]
      .map(([name, run]) => [name, run()] as const)
      .filter(([, error]) => error !== null);
    setErrors(Object.fromEntries(found.map(([name, error]) => [name, error ?? ''])));
    const firstBad = found[0];
    if (firstBad) document.getElementById(fieldId(id, firstBad[0]))?.focus();
    return firstBad === undefined;
  }, [id]);

  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(first.current), [values]);
  const field = <K extends keyof V & string>(name: K): FieldOf<V[K]> => ({
    id: fieldId(id, name),
    name,
    value: values[name],
    error: errors[name] ?? null,
    onChange: (value) => set(name, value),
    register: (run) => {
      checks.current.set(name, run);
      return () => checks.current.delete(name);
    },
    onLeave: () => afterPress(() => leave(name)),
  });
  const blame = useCallback(
    (found: Readonly<Record<string, string>>) => {
      setErrors(found);
      const name = Object.keys(found)[0];
      if (name !== undefined) document.getElementById(fieldId(id, name))?.focus();
    },
    [id],
  );
  return { id, values, dirty, field, set, setAll: setValues, check, blame, reset };
}

let pressed = false;
if (typeof document !== 'undefined') {
  const press = (on: boolean) => () => {
    pressed = on;
  };
  document.addEventListener('pointerdown', press(true), true);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, press(false), true);
}

/**
 * Runs now; but while the pointer is down, once it is let go and the click has gone where it was aimed: a sentence that
 * comes under a field that a press leaves would move what is pressed away from under the pointer.
 */
function afterPress(work: () => void): void {
  if (!pressed) {
    work();
    return;
  }
  const later = () => {
    for (const end of ['pointerup', 'pointercancel']) document.removeEventListener(end, later);
    setTimeout(work);
  };
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, later);
}

function fieldId(formId: string, name: string): string {
  return `f${formId.slice(-8)}-${name}`;
}

/** Keeps the field's check known to its form. `required` is the sentence for an empty value. */
export function useCheck<T>(field: FieldOf<T>, check: Check<T> | undefined, required: string | null): void {
  const latest = useRef<() => string | null>(() => null);
  latest.current = () => {
    const value = field.value;
    const empty = value === '' || value === null || (Array.isArray(value) && value.length === 0);
    if (empty) return required;
    return check?.(value) || null;
  };
  const { register } = field;
  const registered = useRef(register);
  registered.current = register;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a field registers by its name, once
  useEffect(() => registered.current(() => latest.current()), [field.name]);
}
