import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { chooseGuess, parseAmount, parsePaste, pasteRowsMost, unpacked } from './paste.ts';

/** What the rows come to in a catalog of these codes: "code quantity", "code ?" without a quantity, "? text" unknown. */
const known = new Map(
  ['PB-10', 'HP-20', 'BK-30', '4607012345678', '100', '5', 'HDMI-2x5', 'BOSCH 100', 'Кабель USB-C 2 м', 'AX 7'].map(
    (code) => [code, code],
  ),
);
function read(text: string): string[] {
  return parsePaste(text).rows.map(({ guesses }) => {
    const choice = chooseGuess(guesses, known);
    if (choice === null) return '-';
    const { guess, product } = choice;
    const quantity =
      guess.quantityMilli === null ? '?' : `${Number(guess.quantityMilli) / 1000}${guess.packs ? ' packs' : ''}`;
    return `${product ?? `? ${guess.code}`} ${quantity}`;
  });
}

describe('ORD-30: pasted rows', () => {
  const single: readonly (readonly [text: string, expected: string])[] = [
    // spreadsheets and files
    ['PB-10\t5', 'PB-10 5'],
    ['5\tPB-10', 'PB-10 5'],
    ['PB-10\tАккумулятор внешний\tшт\t5\t1200,00\t6000,00', 'PB-10 5'],
    ['1\tPB-10\tАккумулятор 10 000 мА·ч\t5', 'PB-10 5'],
    ['PB-10;5 шт', 'PB-10 5'],
    ['PB-10; 5', 'PB-10 5'],
    ['"PB-10";"5"', 'PB-10 5'],
    ['PB-10|5', 'PB-10 5'],
    ['PB-10\t1 000', 'PB-10 1000'],
    ['PB-10\t1,5', 'PB-10 1.5'],
    ['PB-10\t', 'PB-10 ?'],
    ['PB-10\tАккумулятор', 'PB-10 ?'],
    ['PB-10\t0', 'PB-10 ?'],
    ['100\t5', '100 5'],
    ['4607012345678\t12', '4607012345678 12'],
    // chats
    ['PB-10', 'PB-10 1'],
    ['PB-10 5', 'PB-10 5'],
    ['5 PB-10', 'PB-10 5'],
    ['5 x PB-10', 'PB-10 5'],
    ['5х PB-10', 'PB-10 5'],
    ['5 шт PB-10', 'PB-10 5'],
    ['5 шт. PB-10', 'PB-10 5'],
    ['PB-10 x 5', 'PB-10 5'],
    ['PB-10 x5', 'PB-10 5'],
    ['PB-10 × 5 шт', 'PB-10 5'],
    ['PB-10 *5', 'PB-10 5'],
    ['PB-10x5', 'PB-10 5'],
    ['PB-10 - 5 шт', 'PB-10 5'],
    ['PB-10 — 5', 'PB-10 5'],
    ['PB-10: 5', 'PB-10 5'],
    ['PB-10, 5 шт', 'PB-10 5'],
    ['PB-10 5шт.', 'PB-10 5'],
    ['PB-10 5 pcs', 'PB-10 5'],
    ['PB-10 1 000 шт', 'PB-10 1000'],
    ['PB-10 2 уп', 'PB-10 2 packs'],
    ['3 коробки PB-10', 'PB-10 3 packs'],
    ['PB-10 шт', 'PB-10 1'],
    ['1) PB-10 5', 'PB-10 5'],
    ['2. PB-10', 'PB-10 1'],
    ['- PB-10 5', 'PB-10 5'],
    ['4607012345678', '4607012345678 1'],
    ['4607012345678 5', '4607012345678 5'],
    // a code of its own wins over a code with a quantity
    ['HDMI-2x5', 'HDMI-2x5 1'],
    ['BOSCH 100', 'BOSCH 100 1'],
    ['BOSCH 100 3', 'BOSCH 100 3'],
    ['Кабель USB-C 2 м', 'Кабель USB-C 2 м 1'],
    ['Кабель USB-C 2 м 4 шт', 'Кабель USB-C 2 м 4'],
    // nothing known: the name keeps its quantity for the pick
    ['Неведомая штука 7', '? Неведомая штука 7'],
    ['ZZ-1\t7', '? ZZ-1 7'],
  ];
  for (const [text, expected] of single) {
    test(`${JSON.stringify(text)} is ${expected}`, () => assert.deepEqual(read(text), [expected]));
  }

  test('a header tells the columns, whatever their order', () => {
    const table = 'Наименование\tЦена\tАртикул\tКол-во, шт\nКнига\t450\tBK-30\t12\nАкк\t1200\tPB-10\t';
    assert.deepEqual(read(table), ['BK-30 12', 'PB-10 ?']);
    assert.deepEqual(read('Артикул;Название\nPB-10;Аккумулятор'), ['PB-10 1']);
    assert.deepEqual(read('sku\tqty\nHP-20\t2'), ['HP-20 2']);
  });

  test('a column of codes is one piece each; a list in one row of a chat is several rows', () => {
    assert.deepEqual(read('PB-10\nHP-20\n\n BK-30 '), ['PB-10 1', 'HP-20 1', 'BK-30 1']);
    assert.deepEqual(read('PB-10 5, HP-20 3; BK-30 1,5'), ['PB-10 5', 'HP-20 3', 'BK-30 1.5']);
  });

  test('rows keep their numbers; a thousand are read and the rest are counted', () => {
    const { rows } = parsePaste('PB-10\n\nHP-20');
    assert.deepEqual(
      rows.map((row) => row.row),
      [1, 3],
    );
    const many = parsePaste(Array.from({ length: pasteRowsMost + 5 }, () => 'PB-10 1').join('\r\n'));
    assert.deepEqual([many.rows.length, many.left], [pasteRowsMost, 5]);
    assert.deepEqual(parsePaste(' \n\t\n'), { rows: [], left: 0 });
  });
});

describe('ORD-30: quantities', () => {
  const amounts: readonly (readonly [text: string, milli: bigint | null | undefined, packs?: boolean])[] = [
    ['5', 5_000n],
    ['x5', 5_000n],
    ['5 шт.', 5_000n],
    ['1 000', 1_000_000n],
    ['1\u00a0000,5', 1_000_500n],
    ['0', null],
    ['2 упаковки', 2_000n, true],
    ['-5', undefined],
    ['5 руб', undefined],
    ['PB-10', undefined],
    ['1 20', undefined],
    ['', undefined],
    ['99999999999999', null],
  ];
  for (const [text, milli, packs = false] of amounts) {
    test(`${JSON.stringify(text)}`, () => {
      const expected = milli === undefined ? null : { quantityMilli: milli, packs };
      assert.deepEqual(parseAmount(text), expected);
    });
  }

  test('packs are unpacked; what comes to nothing names no quantity', () => {
    const guess = { code: 'PB-10', quantityMilli: 2_000n, packs: true };
    assert.equal(unpacked(guess, 12_000n), 24_000n);
    assert.equal(unpacked({ ...guess, packs: false }, 12_000n), 2_000n);
    assert.equal(unpacked({ ...guess, quantityMilli: 1n }, 1n), null);
  });
});

test('ORD-30: any text is read, in time, within the limits', () => {
  const nasty = fc.string({ unit: fc.constantFrom(...' \t;|,x*х-–—=:0123456789.шт уп\n"'), maxLength: 2_000 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 500 }), nasty), (text) => {
      const { rows } = parsePaste(text);
      for (const { guesses } of rows) {
        for (const { code, quantityMilli } of guesses) {
          assert.ok(code !== '' && code.length <= 200);
          assert.ok(quantityMilli === null || (quantityMilli > 0n && quantityMilli <= 9_999_999_999_999n));
        }
      }
    }),
  );
  const long = ['-', ' 1', '1 000 ', 'a ', 'x ', '- 1', 'шт '].map((piece) => piece.repeat(300).slice(0, 300));
  const before = performance.now();
  parsePaste(Array.from({ length: pasteRowsMost }, (_one, at) => long[at % long.length]).join('\n'));
  assert.ok(performance.now() - before < 2_000, `${performance.now() - before} ms`);
});
