import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { detect, guessDecimal, guessTable } from './detect.ts';
import { decodeText, guessEncoding, type TextEncoding } from './encoding.ts';

const priceList = 'Артикул;Наименование;Цена, руб.\r\nА-1;Болт М8×30;12,50\r\nА-2;Гайка ёмкостная №4;1 234,00\r\n';
const cyrillicOnly = priceList.replace('×', 'х');

async function decoded(pieces: readonly Uint8Array[]): Promise<string> {
  let text = '';
  const guess = guessEncoding(Buffer.concat(pieces).subarray(0, 65_536));
  for await (const part of decodeText(
    (async function* () {
      yield* pieces;
    })(),
    guess,
  ))
    text += part;
  return text;
}

test('the matrix of encodings, marks and line ends', async () => {
  const encodings: readonly [TextEncoding, boolean][] = [
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['windows-1251', false],
    ['cp866', false],
  ];
  for (const [encoding, addBOM] of encodings) {
    for (const text of [cyrillicOnly, cyrillicOnly.replaceAll('\r\n', '\n'), cyrillicOnly.toUpperCase()]) {
      const bytes = iconv.encode(text, encoding, { addBOM });
      const found = detect(bytes);
      assert.equal(found.encoding?.encoding, encoding, `${encoding} ${addBOM}`);
      assert.deepEqual(
        { ...found.table },
        { delimiter: ';', quote: '"', newline: '\n', decimal: ',', skip: 0 },
        `${encoding} ${addBOM}`,
      );
      assert.equal(await decoded([bytes.subarray(0, 7), bytes.subarray(7)]), text);
    }
  }
});

test('short Russian words are told apart too', () => {
  for (const word of ['Итого', 'цена', 'ИНН', 'Склад', 'ООО', 'Юг', 'щебень', 'Объект № 5']) {
    for (const encoding of ['windows-1251', 'cp866'] as const) {
      assert.equal(guessEncoding(iconv.encode(word, encoding)).encoding, encoding, `${word} in ${encoding}`);
    }
  }
});

test('Russian letters that come after an ASCII sample are decoded by what they are', async () => {
  for (const encoding of ['windows-1251', 'cp866', 'utf-8'] as const) {
    const head = Buffer.from('sku;name\n'.repeat(9000));
    const tail = iconv.encode('A1;Рукав оцинкованный\n', encoding);
    for (const cut of [0, 3, 4, 5]) {
      const text = await decoded([head, tail.subarray(0, cut), tail.subarray(cut)]);
      assert.equal(text.slice(-22), 'A1;Рукав оцинкованный\n', `${encoding} cut at ${cut}`);
    }
  }
});

test('one stray byte does not turn UTF-8 into another encoding', () => {
  const bytes = Buffer.concat([Buffer.from('Артикул;Наименование\n'), Buffer.from([0xd0]), Buffer.from(';Цена\n')]);
  assert.equal(guessEncoding(bytes).encoding, 'utf-8');
});

test('a letter cut in two by the end of the sample does not hide UTF-8', () => {
  const bytes = Buffer.from('Ж'.repeat(10));
  assert.equal(guessEncoding(bytes.subarray(0, 11)).encoding, 'utf-8');
});

test('what a file is, by its content', () => {
  assert.equal(detect(new Uint8Array(0)).format, 'empty');
  assert.equal(detect(Buffer.from(' \r\n \n')).format, 'empty');
  assert.equal(detect(gzipSync('a;b')).format, 'gzip');
  assert.equal(detect(Buffer.from('fd377a585a0000', 'hex')).format, 'xz');
  assert.equal(detect(Buffer.from('PK\x03\x04....')).format, 'zip');
  assert.equal(detect(Buffer.from('d0cf11e0a1b11ae100', 'hex')).format, 'ole');
  assert.equal(detect(Buffer.from('%PDF-1.7')).format, 'pdf');
  assert.equal(detect(Buffer.from('Rar!\x1a\x07')).format, 'archive');
  assert.equal(detect(Buffer.from('\ufeff<?xml version="1.0"?><a/>')).format, 'xml');
  assert.equal(detect(Buffer.from('<КоммерческаяИнформация/>')).format, 'xml');
  assert.equal(detect(Buffer.from('<html><table>')).format, 'html');
  assert.equal(detect(Buffer.from('<3 звёзды;1')).format, 'text');
  assert.equal(detect(Buffer.from([1, 2, 3, 250, 4, 5, 6, 7, 8])).format, 'binary');
  assert.equal(detect(Buffer.from('товар;цена\nстол письменный;100\0\n'.repeat(20))).format, 'text');
});

test('bank files in both encodings', () => {
  const text = '1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\n';
  assert.equal(detect(iconv.encode(text, 'windows-1251')).format, 'bank1c');
  const dos = detect(iconv.encode(text, 'cp866'));
  assert.equal(dos.format, 'bank1c');
  assert.equal(dos.encoding?.encoding, 'cp866');
});

test('delimiters', () => {
  assert.equal(guessTable('a\tb\n1,5\t2,5\n', false).delimiter, '\t');
  assert.equal(guessTable('a|b\n1|2\n', false).delimiter, '|');
  assert.equal(guessTable('sku,name,price\nA1,"Bolt, M8",12.5\n', false).delimiter, ',');
  assert.equal(guessTable('Прайс-лист, опт\n\nкод;цена\nА1;12,50\nА2;13,50\n', false).delimiter, ';');
  assert.equal(guessTable('sep=,\r\na;x,b\r\n', false).delimiter, ',');
  assert.equal(guessTable('sep=,\r\na;x,b\r\n', false).skip, 7);
  assert.equal(guessTable('Рога, копыта\nСено\nСолома\nОвёс\nЯчмень\n', false).delimiter, ';');
  assert.equal(guessTable("'a;x';'b'\n'1';'2'\n", false).quote, "'");
  assert.equal(guessTable("O'Neil;'s\n1;2\n", false).quote, '"');
  assert.equal(guessTable('a;b\r1;2\r', false).newline, '\r');
});

test('the decimal sign is told by numbers that can be read one way only', () => {
  assert.equal(guessDecimal([['12,5'], ['1 234,56 руб.']]), ',');
  assert.equal(guessDecimal([['1,234.56'], ['7.00']]), '.');
  assert.equal(guessDecimal([['1,234'], ['31.12.2025'], ['31.12.25'], ['текст 1,5'], ['2025.12.31']]), null);
});

test('any bytes are recognised as something, without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { format, encoding, table } = detect(bytes);
      assert.equal(table !== null, format === 'text');
      if (table !== null) assert.notEqual(encoding, null);
    }),
    { numRuns: 1000 },
  );
});
