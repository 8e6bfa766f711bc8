import iconv from 'iconv-lite';

/** The encodings bank statements come in: the standard names cp1251 and cp866, programs also write Unicode. */
export type StatementEncoding = 'utf-8' | 'utf-16' | 'cp866' | 'cp1251';

/** A statement as text. `damaged`: some bytes were not characters of the encoding, or were NUL. */
export type StatementText = {
  readonly text: string;
  readonly encoding: StatementEncoding;
  readonly damaged: boolean;
};

type Trial = { readonly encoding: StatementEncoding; readonly codec: 'win1251' | 'cp866' | 'utf8' };

const windows: Trial = { encoding: 'cp1251', codec: 'win1251' };
const dos: Trial = { encoding: 'cp866', codec: 'cp866' };
const unicode: Trial = { encoding: 'utf-8', codec: 'utf8' };

// The first words prove a code page; the others serve files that have no section, or were cut before one.
const proofs = ['СекцияДокумент', 'СекцияРасчСчет'];
const hints = ['ВерсияФормата', 'Кодировка', 'КонецФайла', 'ДатаНачала'];

/**
 * Turns the bytes of a statement into text, whatever its `Кодировка` says: UTF-8 when the bytes are UTF-8, else the
 * code page in which the format's own words appear ('Кодировка' in cp866 among them), else cp1251.
 * NUL characters are removed, for a database cannot keep them. Never throws.
 */
export function statementText(bytes: Uint8Array): StatementText {
  const wide = wideOrder(bytes);
  if (wide !== null) return answer(new TextDecoder(wide).decode(bytes), 'utf-16');

  const strict = strictUtf8(bytes);
  if (strict !== null) return answer(strict, 'utf-8');

  const { encoding, codec } = likeliest(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return answer(iconv.decode(bytes, codec), encoding);
}

function answer(text: string, encoding: StatementEncoding): StatementText {
  const whole = text.replaceAll('\0', '');
  const damaged = whole.length !== text.length || whole.includes('\ufffd');
  return { text: whole, encoding, damaged };
}

// "1" and a zero byte is the format's first letter in UTF-16 without a byte order mark.
function wideOrder([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x31 && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x31) return 'utf-16be';
  return null;
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

// UTF-8 stands among the trials for a file with a character cut or spoilt: it fails the strict reading.
function likeliest(bytes: Buffer): Trial {
  const trials = [windows, dos, unicode];
  const holding = (words: readonly string[]) =>
    trials.find(({ codec }) => words.some((word) => bytes.includes(iconv.encode(word, codec))));
  return holding(proofs) ?? holding(hints) ?? windows;
}
