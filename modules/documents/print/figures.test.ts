import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakable, innKpp, longDate, paperPrice, paperQuantity, paperSum, printable, shortDate } from './figures.ts';

test('figures have no-break spaces, a comma, and as many digits as they need', () => {
  assert.equal(paperSum(123_456n), '1\u00a0234,56');
  assert.equal(paperSum('99999999999999'), '999\u00a0999\u00a0999\u00a0999,99');
  assert.equal(paperSum(-5n), '\u22120,05');
  assert.equal(paperPrice('12345600'), '1\u00a0234,56');
  assert.equal(paperPrice('8479425'), '847,9425');
  assert.equal(paperQuantity('1500000'), '1\u00a0500');
  assert.equal(paperQuantity('500'), '0,5');
});

test('dates are Russian; no date is nothing', () => {
  assert.equal(shortDate('2026-11-21'), '21.11.2026');
  assert.equal(longDate('2026-03-02'), '2\u00a0марта\u00a02026\u00a0г.');
  assert.equal(shortDate(''), '');
  assert.equal(longDate(''), '');
});

test('what cannot be printed leaves no trace', () => {
  assert.equal(printable(' ООО\r\n«Ромашка»\t\u202e\u0000 x '), 'ООО «Ромашка» x');
});

test('only words too long for a column may be broken', () => {
  assert.equal(breakable('Кабель ВВГнг 3×2,5', 12), 'Кабель ВВГнг 3×2,5');
  assert.equal(breakable('ABCDEFGHIJ', 4), 'ABCD\u200bEFGH\u200bIJ');
  assert.equal(breakable('10702070/150826/3245678', 12), '10702070/\u200b150826/\u200b3245678');
});

test('ИНН and КПП share a field', () => {
  assert.equal(innKpp({ inn: '7700000016', kpp: '770001001' }), '7700000016/770001001');
  assert.equal(innKpp({ inn: '500100732259', kpp: '' }), '500100732259');
  assert.equal(innKpp({ inn: '', kpp: '' }), '--');
});
