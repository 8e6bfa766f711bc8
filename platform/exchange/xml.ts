import { SaxesParser } from 'saxes';
import { decodeText, type EncodingGuess, guessEncoding } from './encoding.ts';
import { ExchangeProblem } from './problem.ts';

/** What happens on the way through an XML document. Names come without their namespace prefix. */
export type XmlHandlers = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
};

const deepest = 256;
const longestRun = 16_777_216;

/**
 * Walks an XML document piece by piece; yields after each piece, so that what the handlers gathered can be handed on.
 * Throws ExchangeProblem: xml_entities for a DOCTYPE (external and nested entities come by it), damaged_file for what
 * is not well-formed, is nested over 256 deep, or has 16 MB without a tag.
 */
export async function* walkXml(
  pieces: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser<{ xmlns: false; position: boolean }>({ xmlns: false, position: false });
  let depth = 0;
  let sinceTag = 0;
  parser.on('error', () => {
    throw new ExchangeProblem('exchange.damaged_file');
  });
  parser.on('doctype', () => {
    throw new ExchangeProblem('exchange.xml_entities');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    sinceTag = 0;
    if (depth > deepest) throw new ExchangeProblem('exchange.damaged_file');
    handlers.open(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    sinceTag = 0;
    handlers.close(localName(tag.name));
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  for await (const text of xmlText(pieces)) {
    sinceTag += text.length;
    if (sinceTag > longestRun) throw new ExchangeProblem('exchange.damaged_file');
    parser.write(text);
    yield;
  }
  parser.close();
  yield;
}

/** Walks a whole document at once. Throws as `walkXml`. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of walkXml(pieces, handlers));
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

async function* xmlText(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const reader = pieces[Symbol.asyncIterator]();
  const first = await reader.next();
  if (first.done === true) return;
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield first.value;
      for (let next = await reader.next(); next.done !== true; next = await reader.next()) yield next.value;
    } finally {
      await reader.return?.();
    }
  };
  yield* decodeText(rest(), xmlEncoding(first.value));
}

/** XML is trusted for its encoding: the mark, then the declaration, else UTF-8. */
function xmlEncoding(start: Uint8Array): EncodingGuess {
  const guess = guessEncoding(start.subarray(0, 1024));
  if (guess.bom > 0 || guess.encoding.startsWith('utf-16')) return guess;
  const head = Buffer.from(start.subarray(0, 200)).toString('latin1');
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
  const encoding = declared === 'windows-1251' || declared === 'cp866' ? declared : 'utf-8';
  return { encoding, bom: 0, sure: true };
}
