/** How the fields of a text table are set apart. */
export type CsvDialect = {
  readonly delimiter: ';' | ',' | '\t' | '|';
  readonly quote: '"' | "'" | null;
  readonly newline: '\n' | '\r';
};

/** Text to read a record from; `whole` says that nothing follows the text. */
export type RecordText = { readonly text: string; readonly whole: boolean };

/**
 * A record, with `next` standing after its line end; 'open' when the text ends within it (or within a quote);
 * 'broken' when a quote spans lines and does not end where a field may end.
 */
export type RecordRead = { readonly cells: string[]; readonly next: number } | 'open' | 'broken';

type Field = { readonly cell: string; readonly next: number } | 'open' | 'broken';

/**
 * Reads one record that may have quoted fields. Quotes inside an unquoted field are plain characters; blanks may
 * follow a closing quote; a field whose inner quotes are not doubled is taken as written, less the quotes around it.
 */
export function readRecord(source: RecordText, start: number, dialect: CsvDialect): RecordRead {
  const { text, whole } = source;
  const cells: string[] = [];
  let lineEnd = -1;
  for (let at = start; ; at += 1) {
    if (text[at] === dialect.quote) {
      const field = readQuoted(text, at, dialect);
      if (typeof field === 'string') return field;
      cells.push(field.cell);
      at = field.next;
    } else {
      if (lineEnd < at) lineEnd = endOf(text, dialect.newline, at);
      const stop = Math.min(endOf(text, dialect.delimiter, at), lineEnd);
      const crlf = stop === lineEnd && stop > at && dialect.newline === '\n' && text[stop - 1] === '\r';
      cells.push(text.slice(at, crlf ? stop - 1 : stop));
      at = stop;
    }
    if (text[at] === dialect.delimiter) continue;
    return at >= text.length && !whole ? 'open' : { cells, next: at + 1 };
  }
}

/** One quoted field; its `next` is where the delimiter, the line end or the text's end after it stands. */
function readQuoted(text: string, start: number, dialect: CsvDialect): Field {
  const { quote, delimiter, newline } = dialect;
  if (quote === null) return 'broken';
  let close = text.indexOf(quote, start + 1);
  let doubled = false;
  while (close !== -1 && text[close + 1] === quote) {
    doubled = true;
    close = text.indexOf(quote, close + 2);
  }
  if (close === -1) return 'open';

  let next = close + 1;
  while (text[next] === ' ' || (text[next] === '\r' && newline === '\n')) next += 1;
  const inner = text.slice(start + 1, close);
  if (next >= text.length || text[next] === delimiter || text[next] === newline) {
    return { cell: doubled ? inner.replaceAll(quote + quote, quote) : inner, next };
  }
  if (inner.includes(newline)) return 'broken';

  const stop = Math.min(endOf(text, delimiter, next), endOf(text, newline, next));
  const literal = text.slice(start, stop).trimEnd();
  return { cell: literal.endsWith(quote) ? literal.slice(1, -1) : literal, next: stop };
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}
