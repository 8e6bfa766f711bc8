/** Rows of a table drawn in text: the first line names the columns, cells stand between "|". */
export function textTable(drawn: string): Record<string, string>[] {
  const [head = [], ...rows] = drawn
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}
