import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { barcodeOf, barcodesOf, barcodeWarning, gtinCheckDigit } from './barcodes.ts';
import { codeKey, folded, pathKey, pathNames, searchText } from './keys.ts';
import { endOfRange, likePattern, otherLayout, wantedOf } from './search.ts';
import { countries, countryName, countryNamed, countryOf, unitNamed, unitOf, units } from './units.ts';

describe('keys', () => {
  test('CAT-1 white space and case do not tell articles apart; letters that look alike do', () => {
    for (const same of ['PB-10', ' pb-10 ', 'Pb-10\u00a0', '\u200bPB-10']) assert.equal(codeKey(same), 'pb-10');
    assert.equal(codeKey('AB  10'), codeKey('ab 10'));
    assert.notEqual(codeKey('А-10'), codeKey('A-10'), 'Cyrillic and Latin');
    assert.notEqual(codeKey('O-1'), codeKey('0-1'));
  });

  test('CAT-2 a path is told by its names; a slash inside a name is not a step down', () => {
    assert.equal(pathKey(['Электроника', 'Аудио']), 'электроника/аудио');
    assert.notEqual(pathKey(['Мыши/коврики']), pathKey(['Мыши', 'коврики']));
    assert.equal(pathKey([' Чёрная  Пятница ']), 'черная пятница');
  });

  const paths: [text: string, names: string[]][] = [
    ['Электроника > Аудио', ['Электроника', 'Аудио']],
    ['Электроника/Аудио', ['Электроника', 'Аудио']],
    ['Электроника \\ Аудио', ['Электроника', 'Аудио']],
    ['Мыши/коврики > Игровые', ['Мыши/коврики', 'Игровые']],
    [' / Книги / ', ['Книги']],
    ['', []],
  ];
  for (const [text, names] of paths) {
    test(`a path of a file: "${text}"`, () => assert.deepEqual(pathNames(text), names));
  }

  test('what a product is found by is folded and said once', () => {
    const text = searchText({ code: 'Ёж-1', name: 'Ёж  резиновый', brandName: 'ЁЖ-1', barcodes: ['4600051000057'] });
    assert.equal(text, 'еж-1 еж резиновый 4600051000057');
  });
});

describe('barcodes', () => {
  const cases: [barcode: string, warning: string | null][] = [
    ['4600051000057', null],
    ['4006381333931', null],
    ['4006381333932', 'catalog.barcode_check_digit'],
    ['96385074', null],
    ['96385075', 'catalog.barcode_check_digit'],
    ['036000291452', null],
    ['036000291453', 'catalog.barcode_check_digit'],
    ['10012345678902', null],
    ['12345', 'catalog.barcode_length'],
    ['ABC-123', null],
  ];
  for (const [barcode, warning] of cases) {
    test(`CAT-3 ${barcode}: ${warning ?? 'fine'}`, () => assert.equal(barcodeWarning(barcode), warning));
  }

  test('spaces and hyphens between digits fall out; several stand in one cell', () => {
    assert.equal(barcodeOf(' 4 600051 00005-7'), '4600051000057');
    assert.equal(barcodeOf(' ABC 1 '), 'ABC 1');
    assert.deepEqual(barcodesOf('4600051000057; 96385074,4600051000057'), ['4600051000057', '96385074']);
  });

  test('CAT-3 one wrong digit is always seen', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    const body = fc.array(digit, { minLength: 12, maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(body, fc.nat(12), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
        const code = text + String(gtinCheckDigit(text));
        const wrong = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1);
        assert.equal(barcodeWarning(code), null);
        assert.equal(barcodeWarning(wrong), 'catalog.barcode_check_digit');
      }),
    );
  });
});

describe('what is looked for', () => {
  test('words, or a beginning where they are too short for trigrams, or nothing', () => {
    assert.deepEqual(wantedOf('  Чёрный КАБЕЛЬ ').words, ['черный', 'кабель']);
    assert.deepEqual(wantedOf('кабель 2').words, ['кабель', '2']);
    assert.equal(wantedOf('па 1').words, null);
    assert.equal(wantedOf('').text, '');
    assert.deepEqual(wantedOf('4600 0510 00057').exact, {
      codeKey: '4600 0510 00057',
      barcode: '4600051000057',
      raw: '4600 0510 00057',
    });
  });

  test('signs of LIKE are letters like others; a range ends after everything that begins so', () => {
    assert.equal(likePattern('50%_\\'), '%50\\%\\_\\\\%');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (text, more) => {
        const bytes = (value: string) => Buffer.from(value);
        assert.ok(bytes(text + more).compare(bytes(endOfRange(text))) < 0);
      }),
    );
  });

  const layouts: [typed: string, meant: string | null][] = [
    ['yfeiybrb', 'наушники'],
    ['Зи-10', 'pb-10'],
    [';tkysq', 'желный'],
    ['123', null],
  ];
  for (const [typed, meant] of layouts) {
    test(`"${typed}" on the other keyboard is "${meant ?? ''}"`, () => assert.equal(otherLayout(typed), meant));
  }
});

describe('units and countries', () => {
  test('every unit and country has a code of three digits of its own', () => {
    for (const list of [units, countries]) {
      assert.equal(new Set(list.map((one) => one.code)).size, list.length);
      assert.ok(list.every((one) => /^\d{3}$/.test(one.code) && one.name !== ''));
    }
    assert.equal(units.length, 48);
    assert.equal(countries.length, 253);
  });

  const named: [text: string, code: string | undefined][] = [
    ['шт', '796'],
    ['ШТ.', '796'],
    ['Штука', '796'],
    ['796', '796'],
    ['упак.', '778'],
    ['пог. м', '018'],
    ['6', '006'],
    ['кг', '166'],
    ['г', '163'],
    ['100 шт', '797'],
    ['pcs', '796'],
    ['локоть', undefined],
  ];
  for (const [text, code] of named)
    test(`the unit "${text}" is ${code ?? 'unknown'}`, () => assert.equal(unitNamed(text)?.code, code));

  const lands: [text: string, code: string | undefined][] = [
    ['Китай', '156'],
    ['КНР', '156'],
    ['China', '156'],
    ['cn', '156'],
    ['156', '156'],
    ['США', '840'],
    ['Южная Корея', '410'],
    ['643', '643'],
    ['Бельгия', '056'],
    ['56', '056'],
    ['Нарния', undefined],
  ];
  for (const [text, code] of lands)
    test(`the country "${text}" is ${code ?? 'unknown'}`, () => assert.equal(countryNamed(text)?.code, code));

  test('names of people’s language', () => {
    const china = countryOf('156');
    assert.ok(china !== null);
    assert.deepEqual([countryName(china, 'ru'), countryName(china, 'en'), china.name], ['Китай', 'China', 'КИТАЙ']);
    assert.equal(unitOf('1000'), null);
  });

  test('ё is е for finding', () => assert.equal(folded('  Ёлка '), 'елка'));
});
