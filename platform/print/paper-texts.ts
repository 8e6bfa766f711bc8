/** The texts in the elements `queryPaper` gives, in their order: what a reader of the paper would read. */
export function paperTexts(element: unknown): string[] {
  if (Array.isArray(element)) return element.flatMap(paperTexts);
  if (typeof element !== 'object' || element === null) return [];
  if ('func' in element && element.func === 'text' && 'text' in element) return [String(element.text)];
  return Object.values(element).flatMap(paperTexts);
}
