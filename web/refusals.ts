/** Texts of refusal codes over all modules, each module's texts loaded when first needed. */
import { useSyncExternalStore } from 'react';
import { hasText, type Lang, type TextParams, type Texts, translate } from '#kernel/texts.ts';
import { amountText, dateText, inText, percentText, type Reader, sumText, unitPriceText, wholeOf } from './format.ts';
import { useLang, useOrgTime } from './session.tsx';
import { shellTexts } from './texts.ts';
import type { Details, Reason } from './wire.ts';

type TextsFile = Readonly<Record<string, unknown>>;
const files = import.meta.glob<TextsFile>('../modules/*/texts.ts');
/** Codes that the kernel gives. */
const kernelFile = () => import('#kernel/refusal-texts.ts');
const kernelCodes = new Set(['requisites', 'calendar']);

function fileOf(module: string): (() => Promise<TextsFile>) | undefined {
  if (import.meta.env.MODE !== 'production' && module === 'kit') return () => import('./kit/texts.ts');
  return kernelCodes.has(module) ? kernelFile : files[`../modules/${module}/texts.ts`];
}

const known = new Map<string, readonly Texts[]>();
/** Modules whose texts are on their way. */
const waited = new Set<string>();
const listeners = new Set<() => void>();
let version = 0;

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value;
}

async function load(module: string): Promise<void> {
  const file = fileOf(module);
  if (known.has(module)) return;
  known.set(module, []);
  if (file === undefined) return;
  waited.add(module);
  const found = await file().catch(() => ({}));
  known.set(module, Object.values(found).filter(isTexts));
  waited.delete(module);
  version += 1;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * One detail of a refusal as people read it, by the ending of its name: ...Minor, ...E4, ...Milli, ...Bp, ...On,
 * ...At.
 */
function readable(
  name: string,
  value: string | number | boolean | null,
  reader: Reader,
): string | number | boolean | null {
  if (typeof value === 'number') return name.endsWith('Bp') ? percentText(value, reader.lang, 2) : value;
  if (typeof value !== 'string') return value;
  const whole = wholeOf(value);
  if (whole !== null && name.endsWith('Minor')) return inText(sumText(whole, reader.lang));
  if (whole !== null && name.endsWith('E4')) return inText(unitPriceText(whole, reader.lang));
  if (whole !== null && name.endsWith('Milli')) return inText(amountText(whole, reader.lang));
  if (/(On|At|Date)$/.test(name) && /^\d{4}-\d\d-\d\d/.test(value)) return dateText(value, reader);
  return value;
}

/** Details of a refusal as parameters of its text. */
export function readableDetails(details: Details | undefined, reader: Reader): TextParams {
  const entries = Object.entries(details ?? {}).map(([name, value]) => [name, readable(name, value, reader)] as const);
  return Object.fromEntries(entries);
}

function found(code: string, lang: Lang, params: TextParams): string | null {
  const tables = [shellTexts as Texts, ...(known.get(code.split('.')[0] ?? '') ?? [])];
  const table = tables.find((one) => hasText(one, code));
  return table === undefined ? null : translate(table, lang, code, params);
}

/** `textOf(reason)` for refusals and closed acts: '' while the module's texts are on their way, then it renders again. */
export function useReasonText(): (reason: Reason) => string {
  useSyncExternalStore(subscribe, () => version);
  const lang = useLang();
  const time = useOrgTime();
  return (reason) => {
    const module = reason.code.split('.')[0] ?? '';
    void load(module);
    const text = found(reason.code, lang, readableDetails(reason.details, { lang, ...time }));
    if (text !== null) return text;
    return waited.has(module) ? '' : translate(shellTexts, lang, 'refusal.unknown', { code: reason.code });
  };
}
