/** Units of measure (ОКЕИ, ОК 015-94): the part used in distribution. Countries (ОКСМ, ОК 025-2001). */
import okei from '../okei.json' with { type: 'json' };
import oksm from '../oksm.json' with { type: 'json' };
import { folded } from './keys.ts';

/** `short` is what people and papers write: "шт". */
export type Unit = { readonly code: string; readonly name: string; readonly short: string };
/** `code` stands in papers (three digits), `alpha2` in names of other lists, `name` is the official short name. */
export type Country = { readonly code: string; readonly alpha2: string; readonly name: string };

export const units: readonly Unit[] = okei;
export const countries: readonly Country[] = oksm;

const displayNames = {
  ru: new Intl.DisplayNames('ru', { type: 'region', fallback: 'none' }),
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
};
const unitByCode = new Map(units.map((unit) => [unit.code, unit]));
const countryByCode = new Map(countries.map((country) => [country.code, country]));

// What price lists and 1C write besides the official names.
const otherNames: Readonly<Record<string, string>> = {
  штука: '796',
  штук: '796',
  штуки: '796',
  pcs: '796',
  pc: '796',
  ea: '796',
  'шт (шт)': '796',
  упаковка: '778',
  уп: '778',
  упак: '778',
  pack: '778',
  пачка: '728',
  кг: '166',
  килограмм: '166',
  kg: '166',
  г: '163',
  гр: '163',
  грамм: '163',
  т: '168',
  тн: '168',
  тонна: '168',
  л: '112',
  литр: '112',
  l: '112',
  м: '006',
  метр: '006',
  m: '006',
  'п.м': '018',
  'пог.м': '018',
  'м.п': '018',
  'кв.м': '055',
  м2: '055',
  'м²': '055',
  м3: '113',
  'м³': '113',
  'куб.м': '113',
  комплект: '839',
  компл: '839',
  'к-т': '839',
  set: '839',
  набор: '704',
  наб: '704',
  пара: '715',
  пар: '715',
  рулон: '736',
  рул: '736',
  коробка: '812',
  кор: '812',
  ящик: '812',
  бутылка: '868',
  флакон: '872',
  лист: '625',
  услуга: '876',
  'усл. ед': '876',
  час: '356',
  ед: '642',
  'тыс. шт': '798',
  тыс: '798',
};
const unitByName = new Map([
  ...units.flatMap((unit) => [unit.name, unit.short].map((name) => [nameOf(name), unit] as const)),
  ...Object.entries(otherNames).flatMap(([name, code]) => {
    const unit = unitByCode.get(code);
    return unit === undefined ? [] : [[nameOf(name), unit] as const];
  }),
]);
const otherCountries: Readonly<Record<string, string>> = {
  сша: '840',
  кнр: '156',
  рф: '643',
  оаэ: '784',
  англия: '826',
  голландия: '528',
  'южная корея': '410',
  корея: '410',
  'северная корея': '408',
  тайвань: '158',
  чехия: '203',
  молдавия: '498',
  белоруссия: '112',
  турция: '792',
};
const countryByName = new Map([
  ...countries.flatMap((country) => [country.name, country.alpha2].map((name) => [folded(name), country] as const)),
  ...countries.flatMap((country) => namesOf(country).map((name) => [folded(name), country] as const)),
  ...Object.entries(otherCountries).flatMap(([name, code]) => {
    const country = countryByCode.get(code);
    return country === undefined ? [] : [[name, country] as const];
  }),
]);

/** The unit of a code: "796"; leading zeros may be lost ("6" is "006"). Null when it is not in the list. */
export function unitOf(code: string): Unit | null {
  return unitByCode.get(code.trim().padStart(3, '0')) ?? null;
}

/** The unit a file means: its code, short or full name, with or without a dot. Null when it is not known. */
export function unitNamed(text: string): Unit | null {
  return unitOf(text) ?? unitByName.get(nameOf(text)) ?? null;
}

/** The country of a code of three digits; null when there is none. */
export function countryOf(code: string): Country | null {
  return countryByCode.get(code.trim().padStart(3, '0')) ?? null;
}

/** The country a file means: its code, two letters, official or usual name in Russian or English. Null if unknown. */
export function countryNamed(text: string): Country | null {
  return (/^\d{1,3}$/.test(text.trim()) ? countryOf(text) : null) ?? countryByName.get(folded(text)) ?? null;
}

/** The country's usual name in a language: "Китай", "China". */
export function countryName(country: Country, lang: 'ru' | 'en'): string {
  return displayName(country.alpha2, lang) ?? country.name;
}

function nameOf(text: string): string {
  return folded(text).replace(/\.$/, '').replace(/\.\s+/g, '.');
}

function displayName(alpha2: string, lang: 'ru' | 'en'): string | undefined {
  // Some territories of the list have letters of their own that are not in the international one.
  return displayNames[lang].of(alpha2);
}

function namesOf(country: Country): string[] {
  return [displayName(country.alpha2, 'ru'), displayName(country.alpha2, 'en')].filter((name) => name !== undefined);
}
