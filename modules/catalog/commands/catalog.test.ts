import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { readOptions } from '../queries/card.ts';
import { pickProducts } from '../queries/pick.ts';
import { createBrand, removeBrand, renameBrand } from './brands.ts';
import { changeLife, createProduct, editProduct, placeProducts } from './products.ts';
import { createCategory, editCategory, removeCategory } from './tree.ts';

const world = await newWorld();
const { vera, anna, admin, stranger } = world.people;
const { org, product, category, brand } = ids;

const fields = {
  code: 'NEW-1',
  name: 'Новый товар',
  brandId: brand.volt,
  categoryId: category.power,
  okeiCode: '796',
  packMilli: '1000',
  vatClass: 'standard' as const,
  countryCode: '156',
  declaration: '',
  minPriceE4: null,
  externalId: null,
  barcodes: ['4600051000057'],
};
const make = (more: object = {}) => ({ id: newId(), ...fields, ...more });
const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : (answer.code ?? ''));
const stored = async (id: string) => (await world.owner('select * from product where id = $1', [id]))[0];

describe('products', () => {
  test('CAT-1 an article, an external id and a barcode belong to one product', async () => {
    const first = make({ externalId: 'guid-1' });
    const made = await world.done(vera, createProduct, { ...first, costE4: '5000000' });
    assert.deepEqual(made, { id: first.id, version: 1, warnings: [] });
    assert.equal((await stored(first.id))?.['search_text'], 'new-1 новый товар вольт 4600051000057');
    const code = async (more: object) =>
      codeOf(await world.act(vera, createProduct, make({ code: 'NEW-2', barcodes: [], ...more })));
    assert.equal(await code({ code: ' new-1 ' }), 'catalog.code_taken');
    assert.equal(await code({ externalId: 'guid-1' }), 'catalog.external_taken');
    assert.equal(await code({ barcodes: ['4 600051 000057'] }), 'catalog.barcode_taken');
    assert.equal(await code({ brandId: org }), 'catalog.brand_not_found');
    assert.equal(await code({ categoryId: org }), 'catalog.category_not_found');
    assert.equal(await code({ id: first.id }), 'catalog.product_exists');
    assert.equal(
      codeOf(await world.act(stranger, createProduct, make({ brandId: null, categoryId: null }))),
      'done',
      'another org may have the same article',
    );
    assert.equal(codeOf(await world.act(anna, createProduct, make({ code: 'X' }))), 'platform.forbidden');
  });

  test('CAT-3 a doubtful barcode is kept and told', async () => {
    const made = await world.done(vera, createProduct, make({ code: 'WARN-1', barcodes: ['4600051000058'] }));
    assert.deepEqual(made.warnings, [{ barcode: '4600051000058', code: 'catalog.barcode_check_digit' }]);
  });

  test('CAT-7 an edit without a cost keeps it; a stale version and a hidden cost are refused', async () => {
    const id = product.cable;
    const edit = {
      productId: id,
      version: 1,
      ...fields,
      code: 'CB-40',
      name: 'Кабель USB-C 2 м',
      barcodes: ['96385074'],
    };
    const saved = await world.done({ ...vera, seesCost: false }, editProduct, edit);
    assert.deepEqual([saved.version, (await stored(id))?.['cost_e4']], [2, '600000']);
    assert.equal(codeOf(await world.act(vera, editProduct, edit)), 'catalog.changed_meanwhile');
    const blind = await world.act({ ...vera, seesCost: false }, editProduct, { ...edit, version: 2, costE4: '1' });
    assert.deepEqual(blind, refuse('catalog.cost_hidden'));
    await world.done(vera, editProduct, { ...edit, version: 2, costE4: '700000', barcodes: [] });
    assert.deepEqual(
      [(await stored(id))?.['cost_e4'], (await stored(id))?.['search_text']],
      ['700000', 'cb-40 кабель usb-c 2 м вольт'],
    );
    assert.deepEqual(await world.owner('select barcode from product_barcode where product_id = $1', [id]), []);
    assert.equal(
      codeOf(await world.act(stranger, editProduct, { ...edit, version: 3, brandId: null, categoryId: null })),
      'catalog.not_found',
    );
    const told = await world.owner('select payload::text as text from event where subject_id = $1', [id]);
    assert.ok(told.length > 0 && told.every((row) => !String(row['text']).includes('700000')));
  });

  test('CAT-5 life changes by the table; of many, those that may not are counted', async () => {
    const all = [product.powerbank, product.headphones, product.cassette];
    const done = await world.done(vera, changeLife, { productIds: all, to: 'blocked' });
    assert.deepEqual(done, { changed: 2, unchanged: 0, refused: 1 });
    const one = await world.act(vera, changeLife, { productIds: [product.cassette], to: 'blocked' });
    assert.deepEqual(one, refuse('catalog.life_closed', { from: 'discontinued', to: 'blocked' }));
    assert.deepEqual(await world.done(vera, changeLife, { productIds: all, to: 'active' }), {
      changed: 3,
      unchanged: 0,
      refused: 0,
    });
    assert.equal(
      codeOf(await world.act(vera, changeLife, { productIds: [product.other], to: 'blocked' })),
      'catalog.not_found',
    );
  });

  test('many products go into a category in one act', async () => {
    const input = { productIds: [product.book, product.cable], categoryId: category.books };
    assert.deepEqual(await world.done(vera, placeProducts, input), { changed: 1, unchanged: 1 });
    assert.equal((await stored(product.cable))?.['category_id'], category.books);
    assert.equal(
      codeOf(await world.act(vera, placeProducts, { productIds: [product.other], categoryId: null })),
      'catalog.not_found',
    );
  });
});

describe('categories', () => {
  const pathOf = async (id: string) => {
    const row = (await world.owner('select path, path_key, version from category where id = $1', [id]))[0];
    return `${String(row?.['path'])} | ${String(row?.['path_key'])}`;
  };

  test('CAT-4 a renaming and a move carry the paths of everything below', async () => {
    const leaf = newId();
    await world.done(vera, createCategory, {
      id: leaf,
      name: 'Наушники 😀',
      parentId: category.audio,
      minMarginBp: null,
    });
    assert.equal(await pathOf(leaf), 'Электроника / Аудио / Наушники 😀 | электроника/аудио/наушники 😀');
    await world.done(vera, editCategory, {
      categoryId: category.electronics,
      version: 1,
      name: 'Техника',
      parentId: null,
      minMarginBp: 100,
    });
    assert.equal(await pathOf(leaf), 'Техника / Аудио / Наушники 😀 | техника/аудио/наушники 😀');
    await world.done(vera, editCategory, {
      categoryId: category.audio,
      version: 2,
      name: 'Звук',
      parentId: category.books,
      minMarginBp: null,
    });
    assert.equal(await pathOf(leaf), 'Книги / Звук / Наушники 😀 | книги/звук/наушники 😀');
    assert.equal(await pathOf(category.power), 'Техника / Питание | техника/питание');
  });

  test('the least margin is neither seen nor changed by those who do not see cost', async () => {
    const id = newId();
    await world.done(vera, createCategory, { id, name: 'Маржа', parentId: null, minMarginBp: 700 });
    const marginOf = async (person: typeof vera) => {
      const options = await world.ask(person, (context) => readOptions(context));
      return options.ok ? options.value.categories.find((one) => one.id === id)?.minMarginBp : undefined;
    };
    assert.deepEqual([await marginOf(vera), await marginOf(anna)], [700, null]);
    const writer = { ...vera, seesCost: false };
    const edit = { categoryId: id, version: 1, name: 'Маржа иная', parentId: null };
    assert.equal(codeOf(await world.act(writer, editCategory, { ...edit, minMarginBp: 0 })), 'catalog.margin_hidden');
    const made = { id: newId(), name: 'Иная', parentId: null, minMarginBp: 0 };
    assert.equal(codeOf(await world.act(writer, createCategory, made)), 'catalog.margin_hidden');
    await world.done(writer, editCategory, edit);
    assert.equal(await marginOf(vera), 700, 'what is not given stays');
  });

  test('CAT-4 a ring, a taken name, a stale version, one in use', async () => {
    const edit = (categoryId: string, more: object) =>
      world.act(vera, editCategory, {
        categoryId,
        version: 2,
        name: 'Техника',
        parentId: null,
        minMarginBp: null,
        ...more,
      });
    const root = category.electronics;
    assert.equal(codeOf(await edit(root, { version: 1 })), 'catalog.changed_meanwhile');
    assert.equal(codeOf(await edit(root, { parentId: category.power })), 'catalog.category_into_itself');
    assert.equal(codeOf(await edit(root, { parentId: root })), 'catalog.category_into_itself');
    assert.equal(codeOf(await edit(root, { name: 'книги' })), 'catalog.category_name_taken');
    assert.equal(codeOf(await edit(org, {})), 'catalog.category_not_found');
    assert.equal(
      codeOf(await world.act(vera, removeCategory, { categoryId: category.power })),
      'catalog.category_in_use',
    );
    assert.equal(
      codeOf(await world.act(stranger, removeCategory, { categoryId: category.power })),
      'catalog.category_not_found',
    );
    const empty = newId();
    await world.done(vera, createCategory, { id: empty, name: 'Пустая', parentId: null, minMarginBp: null });
    await world.done(vera, removeCategory, { categoryId: empty });
  });

  test('CAT-4 two moves at once never make a ring', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [newId(), newId()];
      for (const [id, name] of [
        [a, `А${round}`],
        [b, `Б${round}`],
      ] as const) {
        await world.done(vera, createCategory, { id, name, parentId: null, minMarginBp: null });
      }
      const move = (id: string, name: string, parentId: string) =>
        world.act(vera, editCategory, { categoryId: id, version: 1, name, parentId, minMarginBp: null });
      const answers = await Promise.all([move(a, `А${round}`, b), move(b, `Б${round}`, a)]);
      assert.equal(answers.filter((answer) => answer.ok).length, 1);
    }
  });
});

describe('brands', () => {
  test('CAT-6 a renamed brand’s products are found by the new name', async () => {
    assert.deepEqual(await world.done(vera, renameBrand, { brandId: brand.volt, name: ' Ампер ' }), {
      id: brand.volt,
      name: 'Ампер',
    });
    const found = async (q: string) => {
      const answer = await world.ask(anna, (context) => pickProducts(context, { q }));
      return answer.ok ? answer.value.rows.map((row) => row.code).sort() : [];
    };
    assert.deepEqual(await found('ампер'), ['CB-40', 'NEW-1', 'PB-10', 'WARN-1']);
    assert.ok(!(await found('вольт')).includes('PB-10'));
  });

  test('one name, one brand; one in use stays', async () => {
    assert.equal(
      codeOf(await world.act(vera, createBrand, { id: newId(), name: 'ампер' })),
      'catalog.brand_name_taken',
    );
    assert.equal(codeOf(await world.act(vera, removeBrand, { brandId: brand.zvuk })), 'catalog.brand_in_use');
    const id = newId();
    await world.done(vera, createBrand, { id, name: 'Пустой' });
    assert.equal(
      codeOf(await world.act(stranger, renameBrand, { brandId: id, name: 'Чужой' })),
      'catalog.brand_not_found',
    );
    await world.done(admin, removeBrand, { brandId: id });
  });
});
