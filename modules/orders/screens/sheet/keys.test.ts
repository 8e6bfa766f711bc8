import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { after, type Cell, type Key, meaningOf } from './keys.ts';
import { discountEdit, discountFrom, quantityEdit, quantityFrom } from './values.ts';

const key = (text: string): Key => {
  const parts = text.split('+');
  return { key: parts.at(-1) ?? '', ctrl: parts.includes('Ctrl'), shift: parts.includes('Shift') };
};
const cell = (text: string): Cell => {
  const [row = '0', col = 'quantity'] = text.split(' ');
  return { row: Number(row), col: col as Cell['col'] };
};
const told = (meaning: ReturnType<typeof meaningOf>): string => {
  if (meaning === null) return '-';
  if (meaning.do === 'go') return `${meaning.to.row} ${meaning.to.col}`;
  return 'text' in meaning ? `${meaning.do} ${meaning.text ?? 'what stands there'}` : meaning.do;
};

describe('ORD-114: keys of the sheet of five lines', () => {
  const table: readonly (readonly [at: string, pressed: string, meaning: string])[] = [
    ['2 quantity', 'ArrowDown', '3 quantity'],
    ['4 quantity', 'ArrowDown', '5 quantity'],
    ['5 quantity', 'ArrowDown', '5 quantity'],
    ['0 quantity', 'ArrowUp', '0 quantity'],
    ['2 quantity', 'ArrowLeft', '2 product'],
    ['2 product', 'ArrowLeft', '2 product'],
    ['2 discount', 'ArrowRight', '2 price'],
    ['2 quantity', 'Ctrl+ArrowDown', '5 quantity'],
    ['2 quantity', 'PageUp', '0 quantity'],
    ['2 quantity', 'Home', '2 product'],
    ['2 quantity', 'Ctrl+End', '5 product'],
    ['2 quantity', 'Enter', 'edit what stands there'],
    ['2 quantity', 'F2', 'edit what stands there'],
    ['2 price', 'Enter', 'why'],
    ['2 product', 'Enter', '-'],
    ['2 quantity', '7', 'edit 7'],
    ['2 discount', '-', 'edit -'],
    ['2 quantity', '-', '-'],
    ['2 quantity', 'н', 'add н'],
    ['2 product', '4', 'add 4'],
    ['2 quantity', 'Delete', 'remove'],
    ['5 quantity', 'Delete', '-'],
    ['2 quantity', 'Ctrl+c', '-'],
    ['2 quantity', 'Escape', '-'],
  ];
  for (const [at, pressed, meaning] of table) {
    test(`${at}: ${pressed} is ${meaning}`, () => assert.equal(told(meaningOf(key(pressed), cell(at), 5)), meaning));
  }
});

describe('ORD-114: after a cell was edited', () => {
  const table: readonly (readonly [at: string, pressed: string, adding: boolean, to: string | null])[] = [
    ['4 quantity', 'Enter', true, '5 product'],
    ['2 quantity', 'Enter', false, '3 quantity'],
    ['2 quantity', 'Tab', false, '2 discount'],
    ['2 discount', 'Tab', false, '3 quantity'],
    ['4 discount', 'Tab', true, '5 product'],
    ['2 discount', 'Shift+Tab', false, '2 quantity'],
    ['2 quantity', 'Shift+Tab', false, '1 discount'],
    ['2 quantity', 'ArrowUp', false, '1 quantity'],
    ['2 quantity', 'Escape', false, null],
  ];
  for (const [at, pressed, adding, to] of table) {
    test(`${at}: ${pressed}${adding ? ' while adding' : ''} goes to ${to ?? 'nowhere'}`, () => {
      const next = after(key(pressed), cell(at), { last: 5, adding });
      assert.equal(next === null ? null : `${next.row} ${next.col}`, to);
    });
  }
});

describe('ORD-114: what is typed into cells', () => {
  test('quantities', () => {
    const typed = ['5', '1 000', '1,5', '0', '-1', '', 'x', '0,0001', '99999999999'];
    assert.deepEqual(typed.map(quantityFrom), ['5000', '1000000', '1500', null, null, null, null, null, null]);
    assert.deepEqual(['5000', '1500'].map(quantityEdit), ['5', '1,5']);
  });
  test('discounts', () => {
    const typed = ['5', '12,5 %', '-3', '', '100', '99,99', '-100', '-100,01', 'x'];
    assert.deepEqual(typed.map(discountFrom), [500, 1250, -300, 0, null, 9999, -10_000, null, null]);
    assert.deepEqual([0, 1250, -300].map(discountEdit), ['', '12,5', '-3']);
  });
});
