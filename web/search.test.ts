import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { paths } from './paths.ts';
import { parseSearch, searchText } from './search.ts';

test('a key that stands several times is a list', () => {
  assert.deepEqual(parseSearch('?state=hold&state=stop&q=ромашка'), { state: ['hold', 'stop'], q: 'ромашка' });
});

test('empty values leave the URL', () => {
  assert.equal(searchText({ q: '', peek: undefined, sort: '-dueOn' }), '?sort=-dueOn');
  assert.equal(searchText({}), '');
});

test('what is written is read back', () => {
  const text = fc.string({ minLength: 1 });
  const value = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 }));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z]*$/), value), (search) => {
      assert.deepEqual({ ...parseSearch(searchText(search)) }, { ...search });
    }),
  );
});

test('paths of lists take filters, paths of records escape ids', () => {
  assert.equal(paths.orders({ state: 'held' }), '/orders?state=held');
  assert.equal(paths.account('a/b', { tab: 'debts' }), '/accounts/a%2Fb?tab=debts');
});
