/** The languages of the product. */
export type Lang = 'ru' | 'en';

/** Forms of a text that counts things, chosen by the parameter `count`. `other` in Russian is for fractions. */
export type RuPlural = { readonly one: string; readonly few: string; readonly many: string; readonly other?: string };
export type EnPlural = { readonly one: string; readonly other: string };

export type RuText = string | RuPlural;
export type EnText = string | EnPlural;

/** Texts in both languages by key. They are plain: no HTML, and `{name}` where a parameter stands. */
export type Texts<K extends string = string> = {
  readonly ru: Readonly<Record<K, RuText>>;
  readonly en: Readonly<Record<K, EnText>>;
};

/** What stands for the placeholders. A refusal's details fit as they are. */
export type TextParams = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** The keys of a table: `KeyOf<typeof orderTexts>`. */
export type KeyOf<T> = T extends { readonly ru: infer Ru } ? keyof Ru & string : never;

type NamesIn<S, Found = never> = S extends `${string}{${infer Name}}${infer Rest}`
  ? NamesIn<Rest, Found | Name>
  : Found;
type NamesOf<T> = T extends string ? NamesIn<T> : 'count' | NamesIn<T[keyof T]>;
type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** What English must be for a given Russian: no further keys, and the same placeholders under each key. */
type Mirror<Ru, En> = {
  readonly [K in keyof En]: K extends keyof Ru
    ? Same<NamesOf<Ru[K]>, NamesOf<En[K]>> extends true
      ? EnText
      : { readonly placeholdersMustBe: NamesOf<Ru[K]> }
    : never;
};

const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;
const pluralRules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };

/**
 * Declares a module's texts. A key or a placeholder that only one language has does not compile.
 * Placeholders are checked again as the program starts, where forms of a plural are seen apart; that check throws, and
 * so do HTML tags and stray braces. A plural text counts as having `{count}` though its forms may not show it.
 */
export function defineTexts<
  const Ru extends Readonly<Record<string, RuText>>,
  const En extends Readonly<Record<keyof Ru & string, EnText>>,
>(table: { readonly ru: Ru; readonly en: En & Mirror<Ru, En> }): Texts<keyof Ru & string> {
  const { ru, en }: { ru: Partial<Texts['ru']>; en: Partial<Texts['en']> } = table;
  for (const key of Object.keys({ ...ru, ...en })) {
    const problem = problemOf(ru[key], en[key]);
    if (problem !== null) throw new Error(`text ${key}: ${problem}`);
  }
  return table;
}

/** One table of several. Throws when two of them have the same key. */
export function mergeTexts<const T extends readonly Texts<never>[]>(...tables: T): Texts<KeyOf<T[number]>> {
  const ru: Record<string, RuText> = {};
  const en: Record<string, EnText> = {};
  for (const table of tables) {
    for (const key of Object.keys(table.ru)) {
      if (Object.hasOwn(ru, key)) throw new Error(`text ${key} is defined twice`);
    }
    Object.assign(ru, table.ru);
    Object.assign(en, table.en);
  }
  return { ru, en };
}

/** Whether there is a text for the key: for refusal codes that come as plain strings. */
export function hasText<K extends string>(texts: Texts<K>, key: string): key is K {
  return Object.hasOwn(texts.ru, key);
}

/**
 * The text of a key with its parameters put in as they are, as plain text. A plural chooses its form by `count`
 * (a number, a bigint or its digits). A parameter that was not given leaves its placeholder in sight, and an unknown
 * key of an untyped table is its own text. A key that is a plain string passes through `hasText` first.
 */
export function translate<K extends string>(
  texts: Texts<K>,
  lang: Lang,
  key: NoInfer<K>,
  params: TextParams = {},
): string {
  if (!hasText(texts, key)) return key;
  const text: RuText | EnText = texts[lang][key];
  const form = typeof text === 'string' ? text : pluralForm(text, lang, params['count']);
  return form.replace(placeholder, (whole, name: string) => {
    if (!Object.hasOwn(params, name)) return whole;
    return String(params[name] ?? '\u2014');
  });
}

function pluralForm(forms: RuPlural | EnPlural, lang: Lang, count: TextParams[string] | undefined): string {
  const rule = pluralRules[lang].select(Number(count ?? 0));
  const chosen = Object.entries(forms).find(([name]) => name === rule)?.[1];
  // A fraction takes the Russian genitive singular, as two does: 1,5 заказа.
  return chosen ?? ('few' in forms ? forms.few : forms.other);
}

function problemOf(ru: RuText | undefined, en: EnText | undefined): string | null {
  if (ru === undefined || en === undefined) return 'one language lacks it';
  const forms = [...formsOf(ru), ...formsOf(en)];
  if (forms.some((form) => /<[a-z/!]/i.test(form))) return 'HTML is not allowed';
  if (forms.some((form) => /[{}]/.test(form.replace(placeholder, '')))) return 'a stray brace';
  const [inRu, inEn] = [namesOf(ru), namesOf(en)];
  return inRu === inEn ? null : `placeholders differ: ${inRu} in Russian, ${inEn} in English`;
}

function formsOf(text: RuText | EnText): string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}

function namesOf(text: RuText | EnText): string {
  const names = formsOf(text).flatMap((form) => Array.from(form.matchAll(placeholder), (match) => match[1] ?? ''));
  if (typeof text !== 'string') names.push('count');
  return [...new Set(names)].sort().join(', ') || 'none';
}
