import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { paperTexts } from './paper-texts.ts';
import { closePrint, queryPaper, renderPdf } from './render-pdf.ts';

const literal = new URL('./testdata/literal.typ', import.meta.url);

after(closePrint);

test('the same data give the same bytes, other data give others', async () => {
  const [one, again, other] = await Promise.all(
    ['Ромашка', 'Ромашка', 'Лютик'].map((name) => renderPdf(literal, { name })),
  );
  assert.ok(one && again && other);
  assert.equal(hash(one), hash(again));
  assert.notEqual(hash(one), hash(other));
  assert.equal(new TextDecoder().decode(one.slice(0, 5)), '%PDF-');
});

const hostile = [
  'ООО #"Ром\\ашка"',
  '#panic("x")',
  '#eval("1+1")',
  '"; #read("/etc/passwd"); "',
  '*жирный* _курсив_ $x^2$ `код` <метка> @ссылка',
  '= Заголовок\n- список\n// нет',
  '\'"`~[]{}()\\u{41}\\n',
  'https://example.ru/?a=1&b=2 --- -- ...',
];

for (const name of hostile) {
  test(`a text is printed as it is: ${JSON.stringify(name)}`, async () => {
    const { elements } = await queryPaper(literal, { name }, 'table');
    assert.deepEqual(paperTexts(elements), [name]);
  });
}

test('half of a surrogate pair does not stop a paper', async () => {
  const { pages } = await queryPaper(literal, { name: 'Ромашка \ud83d' }, 'table');
  assert.equal(pages, 1);
});

test('pages are counted', async () => {
  const { pages } = await queryPaper(literal, { name: 'Ромашка', pages: 3 }, 'table');
  assert.equal(pages, 3);
});

test('a template that does not compile is a fault that says why; the next paper is printed', async () => {
  const broken = new URL('./testdata/broken.typ', import.meta.url);
  await assert.rejects(renderPdf(broken, {}), { code: 'template', message: /broken\.typ: .*no such paper/ });
  assert.ok((await renderPdf(literal, { name: 'Ромашка' })).length > 0);
});

test('a template reads no files outside its folder', async () => {
  const outside = new URL('./testdata/outside.typ', import.meta.url);
  await assert.rejects(renderPdf(outside, {}), { code: 'template' });
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
