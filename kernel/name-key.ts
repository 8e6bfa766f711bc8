// Long names of the legal forms, written as a company name's text is after folding.
const longForms: readonly [long: string, short: string][] = [
  ['общество с ограниченной ответственностью', 'ооо'],
  ['публичное акционерное общество', 'пао'],
  ['непубличное акционерное общество', 'нао'],
  ['открытое акционерное общество', 'оао'],
  ['закрытое акционерное общество', 'зао'],
  ['акционерное общество', 'ао'],
  ['индивидуальный предприниматель', 'ип'],
];
// With their look-alikes in Latin letters, and the forms of foreign firms.
const shortForms = new Set(
  'ооо оао зао пао нао ао ип тоо оду чп чуп фгуп муп гуп ooo oao ao llc ltd inc gmbh jsc'.split(' '),
);

/**
 * A company's name for finding the same company under another spelling: Unicode form, case, ё/е, quotes, dashes,
 * points, commas and spaces are folded, and the legal form at the beginning or the end is dropped:
 * 'ООО «Ромашка»', 'РОМАШКА, ООО' and 'Общество с ограниченной ответственностью "Ромашка"' -> 'ромашка'.
 * It proposes candidates; INN and KPP decide. A name of nothing but a legal form stays as it is.
 */
export function nameKey(text: string): string {
  let words = shortened(folded(text)).split(' ');
  if (words.length > 1 && shortForms.has(words[0] ?? '')) words = words.slice(1);
  if (words.length > 1 && shortForms.has(words.at(-1) ?? '')) words = words.slice(0, -1);
  return words.join(' ');
}

function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'`«»„“”‘’‹›‚‟]/gu, '')
    .replace(/\s*[-\u2010-\u2015\u2212]\s*/gu, '-')
    .replace(/[.,;()\s\u200b\ufeff]+/gu, ' ')
    .trim();
}

function shortened(name: string): string {
  for (const [long, short] of longForms) {
    if (name === long || name.startsWith(`${long} `)) return short + name.slice(long.length);
    if (name.endsWith(` ${long}`)) return name.slice(0, -long.length) + short;
  }
  return name;
}
