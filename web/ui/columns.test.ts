import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Column, cardColumns, nextSort, template } from './columns.ts';
import { readDate } from './read-date.ts';

const column = (key: string, more: Partial<Column<string>> = {}): Column<string> => ({
  key,
  title: key,
  cell: (row) => row,
  ...more,
});

test('a header sorts up, then down, then not', () => {
  assert.equal(nextSort('', 'due'), 'due');
  assert.equal(nextSort('due', 'due'), '-due');
  assert.equal(nextSort('-due', 'due'), '');
  assert.equal(nextSort('-name', 'due'), 'due');
});

test('the first column takes what is left', () => {
  const columns = [column('name', { width: 260 }), column('debt')];
  assert.deepEqual(template(columns, false), { cols: 'minmax(260px, 1fr) 140px', least: 400 });
  assert.deepEqual(template(columns, true), { cols: '40px minmax(260px, 1fr) 140px', least: 440 });
});

test('a phone card has a title, one number at the side and three lines', () => {
  const columns = ['name', 'state', 'owner', 'city', 'trend'].map((key) => column(key));
  const debt = column('debt', { align: 'end' });
  const card = cardColumns([...columns, debt]);
  assert.equal(card.title?.key, 'name');
  assert.equal(card.side?.key, 'debt');
  assert.deepEqual(
    card.lines.map((one) => one.key),
    ['state', 'owner', 'city'],
  );
});

test('a module may say what a phone shows', () => {
  const columns = [
    column('number', { phone: 'line' }),
    column('name', { phone: 'title' }),
    column('trend', { phone: 'hide' }),
  ];
  const card = cardColumns(columns);
  assert.equal(card.title?.key, 'name');
  assert.equal(card.side, undefined);
  assert.deepEqual(
    card.lines.map((one) => one.key),
    ['number'],
  );
});

test('dates as people type them', () => {
  const read = (text: string) => readDate(text, '2026-11-21');
  assert.equal(read('21.12.2026'), '2026-12-21');
  assert.equal(read('1.2.27'), '2027-02-01');
  assert.equal(read('21.12'), '2026-12-21');
  assert.equal(read('2112'), '2026-12-21');
  assert.equal(read('2026-12-21'), '2026-12-21');
  assert.equal(read('31.02.2026'), null);
  assert.equal(read('завтра'), null);
});
