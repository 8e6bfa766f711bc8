import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emailsOf, manyLines, oneLine, websiteOf } from './text.ts';

test('one line and several lines are made plain', () => {
  assert.equal(oneLine(' а\u00a0\u200b б\n\tв\ufeff '), 'а б в');
  assert.equal(manyLines('  раз  \r\n\r\n\r\n\r\nдва \u202e'), 'раз\n\nдва');
});

test('e-mails of a field', () => {
  assert.deepEqual(emailsOf(' A@b.ru ;c@d.ru,a@b.ru '), ['a@b.ru', 'c@d.ru']);
  assert.deepEqual(emailsOf('почта@пример.рф'), ['почта@пример.рф']);
  assert.deepEqual(emailsOf(''), []);
  for (const bad of ['a@b', '@b.ru', 'a b@c.ru d', 'a@b.ru<script>', 'a@@b.ru', 'a@.ru', 'a@b..ru'])
    assert.equal(emailsOf(bad), null, bad);
});

test('a site is a link of http or https only', () => {
  assert.equal(websiteOf(''), '');
  assert.equal(websiteOf('firm.ru'), 'https://firm.ru');
  assert.equal(websiteOf('http://firm.ru/a?b=1'), 'http://firm.ru/a?b=1');
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'firm',
    'https://a@b.ru',
    'ftp://a.ru',
  ])
    assert.equal(websiteOf(bad), null, bad);
});
