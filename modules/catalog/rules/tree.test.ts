import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type CategoryNode, deepest, lifeMoves, lifeStates, mayBecome } from '../model.ts';
import { decideCost, decideLife, decideProduct } from './product.ts';
import { decidePlace, lineage, type Tree, type Wish } from './tree.ts';

/** A tree from lines "id parent name". */
function treeOf(...lines: string[]): Tree {
  const tree = new Map<string, CategoryNode>();
  for (const line of lines) {
    const [id = '', parent = '', name = ''] = line.split(' ');
    const above = parent === '-' ? null : (tree.get(parent) ?? null);
    const [path, pathKey] =
      above === null
        ? [name, name.toLowerCase()]
        : [`${above.path} / ${name}`, `${above.pathKey}/${name.toLowerCase()}`];
    tree.set(id, { id, parentId: above?.id ?? null, name, path, pathKey });
  }
  return tree;
}
const tree = treeOf('e - Электроника', 'a e Аудио', 'h a Наушники', 'b - Книги');
const outcome = (wish: Wish, among: Tree = tree): string => {
  const place = decidePlace(among, wish);
  return place.ok ? place.value.path : place.code;
};

describe('the tree of categories', () => {
  const cases: [what: string, wish: Wish, outcome: string][] = [
    ['a new root', { id: 'n', name: ' Мебель ', parentId: null }, 'Мебель'],
    ['a new leaf', { id: 'n', name: 'Колонки', parentId: 'a' }, 'Электроника / Аудио / Колонки'],
    ['a name that is taken beside it', { id: 'n', name: 'аудио', parentId: 'e' }, 'catalog.category_name_taken'],
    ['the same name elsewhere', { id: 'n', name: 'Аудио', parentId: 'b' }, 'Книги / Аудио'],
    ['its own name again', { id: 'a', name: 'АУДИО', parentId: 'e' }, 'Электроника / АУДИО'],
    ['a move to the root', { id: 'a', name: 'Аудио', parentId: null }, 'Аудио'],
    ['a move into itself', { id: 'a', name: 'Аудио', parentId: 'a' }, 'catalog.category_into_itself'],
    ['a move under its own child', { id: 'e', name: 'Электроника', parentId: 'h' }, 'catalog.category_into_itself'],
    ['an unknown parent', { id: 'n', name: 'Колонки', parentId: 'x' }, 'catalog.category_not_found'],
    ['an empty name', { id: 'n', name: ' \u200b ', parentId: null }, 'catalog.category_name_empty'],
  ];
  for (const [what, wish, expected] of cases) {
    test(`CAT-4 ${what}: ${expected}`, () => assert.equal(outcome(wish), expected));
  }

  test(`CAT-4 no deeper than ${deepest}, with everything below what is moved`, () => {
    const chain = treeOf(
      ...Array.from({ length: deepest }, (_, at) => `c${at} ${at === 0 ? '-' : `c${at - 1}`} У${at}`),
      'r - Корень',
      'k r Ребёнок',
    );
    assert.equal(outcome({ id: 'n', name: 'Н', parentId: `c${deepest - 1}` }, chain), 'catalog.category_too_deep');
    assert.equal(outcome({ id: 'r', name: 'Корень', parentId: `c${deepest - 2}` }, chain), 'catalog.category_too_deep');
    assert.ok(outcome({ id: 'r', name: 'Корень', parentId: `c${deepest - 3}` }, chain).endsWith('/ Корень'));
  });

  test('CAT-4 whatever is allowed leaves no ring', () => {
    const ids = ['e', 'a', 'h', 'b'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(null, ...ids)), { maxLength: 12 }),
        (moves) => {
          const now = new Map(tree);
          for (const [id, parentId] of moves) {
            const node = now.get(id);
            const place = decidePlace(now, { id, name: node?.name ?? '', parentId });
            if (!place.ok || node === undefined) continue;
            for (const [key, one] of now) {
              if (one.pathKey.startsWith(`${node.pathKey}/`)) {
                now.set(key, { ...one, pathKey: place.value.pathKey + one.pathKey.slice(node.pathKey.length) });
              }
            }
            now.set(id, { ...node, parentId, ...place.value });
          }
          for (const id of ids) {
            const line = lineage(now, id);
            assert.equal(line.at(-1)?.parentId, null);
            assert.equal(
              now.get(id)?.pathKey,
              [...line]
                .reverse()
                .map((one) => one.name.toLowerCase())
                .join('/'),
            );
          }
        },
      ),
    );
  });
});

describe('a product', () => {
  const fields = {
    code: ' PB-10 ',
    name: '  Аккумулятор ',
    brandId: null,
    categoryId: null,
    okeiCode: '796',
    packMilli: 1_000n,
    vatClass: 'standard' as const,
    countryCode: '156',
    declaration: '',
    minPriceE4: null,
    externalId: ' ',
    barcodes: ['4 600051 000057', '4600051000057', '123'],
  };
  test('CAT-1 is made plain, with its keys, its unit’s name and doubts about barcodes', () => {
    const plain = decideProduct(fields);
    assert.ok(plain.ok);
    const { code, codeKey, name, nameKey, unit, externalId, barcodes, warnings } = plain.value;
    assert.deepEqual(
      { code, codeKey, name, nameKey, unit, externalId, barcodes, warnings },
      {
        code: 'PB-10',
        codeKey: 'pb-10',
        name: 'Аккумулятор',
        nameKey: 'аккумулятор',
        unit: 'шт',
        externalId: null,
        barcodes: ['4600051000057', '123'],
        warnings: [{ barcode: '123', code: 'catalog.barcode_length' }],
      },
    );
  });

  const bad: [change: object, code: string][] = [
    [{ code: ' ' }, 'catalog.code_empty'],
    [{ name: '\u200b' }, 'catalog.name_empty'],
    [{ packMilli: 0n }, 'catalog.pack_not_positive'],
    [{ okeiCode: '001' }, 'catalog.unit_unknown'],
    [{ countryCode: '999' }, 'catalog.country_unknown'],
    [{ barcodes: Array.from({ length: 21 }, (_, at) => `B${at}`) }, 'catalog.barcodes_many'],
  ];
  for (const [change, code] of bad) {
    test(`is refused: ${code}`, () => {
      const plain = decideProduct({ ...fields, ...change });
      assert.equal(plain.ok ? 'ok' : plain.code, code);
    });
  }

  test('CAT-7 its cost is set only by those who see it; left out it stays', () => {
    const costs = { kept: 5n, wanted: 7n };
    assert.deepEqual(decideCost({ seesCost: true }, costs), { ok: true, value: 7n });
    assert.deepEqual(decideCost({ seesCost: false }, costs), { ok: false, code: 'catalog.cost_hidden' });
    assert.deepEqual(decideCost({ seesCost: false }, { kept: 5n, wanted: undefined }), { ok: true, value: 5n });
    assert.deepEqual(decideCost({ seesCost: true }, { kept: 5n, wanted: null }), { ok: true, value: null });
  });

  test('CAT-5 its life goes by the table of moves and nowhere else', () => {
    for (const from of lifeStates) {
      for (const to of lifeStates) {
        const listed = (lifeMoves[from] as readonly string[]).includes(to);
        assert.equal(mayBecome(from, to), listed);
        assert.equal(decideLife(from, to).ok, listed);
      }
    }
    assert.equal(mayBecome('discontinued', 'blocked'), false);
    assert.equal(mayBecome('active', 'new'), false);
  });
});
