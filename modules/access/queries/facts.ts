/** The payload of an event as a flat list of facts, for the audit's table and file. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Fact = { readonly name: string; readonly value: string };

const factsMax = 60;
const valueMax = 500;
// Whatever tells the buying price: the margin and the floor come from it.
const costly = /cost|margin|profit|markup|floor/i;

/**
 * Facts by their path ('changes.name'). Without the right to see costs, what is named by a cost or a margin is left
 * out. At most 60 facts, each value cut at 500 characters.
 */
export function factsOf(payload: Json, seesCost: boolean): Fact[] {
  const facts: Fact[] = [];
  const walk = (value: Json, path: string): void => {
    if (facts.length >= factsMax || (!seesCost && costly.test(path))) return;
    if (value === null || typeof value !== 'object')
      facts.push({ name: path, value: String(value ?? '—').slice(0, valueMax) });
    else if (isFlatList(value)) facts.push({ name: path, value: value.map(String).join(', ').slice(0, valueMax) });
    else for (const [key, part] of Object.entries(value)) walk(part, path === '' ? key : `${path}.${key}`);
  };
  walk(payload, '');
  return facts;
}

function isFlatList(value: object): value is readonly (string | number | boolean | null)[] {
  return Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object');
}
