import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { likePattern, searchText, wantedOf } from './search.ts';

const facts = {
  name: 'ООО «Фёдор-Трейд»',
  code: 'A-001',
  inn: '7707083893',
  kpp: '770701001',
  phone: '8 495 111-22-33',
  email: 'Info@Firm.ru',
  groupName: 'Холдинг «Цветы»',
  contacts: [{ name: 'Пётр Ёлкин', phone: '+375 29 123-45-67', email: 'p@firm.ru' }],
};

describe('searchText', () => {
  test('says everything an account is found by, folded, phones with 7 and with 8', () => {
    assert.equal(
      searchText(facts),
      'ооо «федор-трейд» a-001 7707083893 770701001 74951112233 84951112233 info@firm.ru холдинг «цветы» ' +
        'петр елкин 375291234567 p@firm.ru',
    );
  });

  test('leaves no empty parts and says nothing twice', () => {
    assert.equal(
      searchText({
        ...facts,
        name: 'Альфа',
        code: 'альфа',
        inn: '',
        kpp: '',
        phone: '',
        email: '',
        groupName: '',
        contacts: [],
      }),
      'альфа',
    );
  });
});

describe('wantedOf', () => {
  test('words in any order; a phone however it is spaced; too short for trigrams', () => {
    const words = (...each: string[][]) => ({ kind: 'words', words: each });
    assert.deepEqual(wantedOf('   '), { kind: 'all' });
    assert.deepEqual(wantedOf('«Ромашка»  Иванов'), words(['ромашка'], ['иванов']));
    assert.deepEqual(wantedOf('ООО Ёлка'), words(['елка']));
    assert.deepEqual(wantedOf('ооо'), { kind: 'all' });
    assert.deepEqual(wantedOf('+7 (926) 123-45'), words(['792612345']));
    assert.deepEqual(wantedOf('8 926 123-45-67'), words(['89261234567']));
    assert.deepEqual(wantedOf('7707083893'), words(['7707083893']));
    assert.deepEqual(wantedOf('7707083893 770701001'), words(['7707083893'], ['770701001']));
    assert.deepEqual(wantedOf('00-0123'), words(['00-0123', '000123']));
    assert.deepEqual(wantedOf('ромашка 123-45'), words(['ромашка'], ['123-45', '12345']));
    assert.deepEqual(wantedOf('ра'), { kind: 'beginning', name: 'ра', code: 'РА' });
    assert.deepEqual(wantedOf('a-'), { kind: 'beginning', name: 'a-', code: 'A-' });
    assert.deepEqual(wantedOf('ИП '), { kind: 'all' });
  });

  test('a text of any length asks for at most eight words', () => {
    const wanted = wantedOf('слово '.repeat(40));
    assert.equal(wanted.kind === 'words' && wanted.words.length, 8);
  });
});

test('a pattern finds its word, whatever signs are in it', () => {
  assert.equal(likePattern('50%_\\'), '%50\\%\\_\\\\%');
});
