/** Writes goods, prices and the places they lie in. */
import { sql } from 'kysely';
import type { MadeOrg } from '#modules/access/index.ts';
import { codeKey, pathKey, pathText, nameKey as productKey, searchText } from '#modules/catalog/rules/keys.ts';
import { at, dice } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Place } from '../place.ts';
import { put } from '../put.ts';
import { columnIdOf, columnPrice, columns, versionsOf } from './prices.ts';
import { brandId, brands, categories, categoryId, type Product, products } from './products.ts';

/** The second place where goods lie. */
export const northWarehouseId = demoId('warehouse', 'SPB');

export async function writeCatalog(place: Place, made: MadeOrg): Promise<void> {
  await put(
    place,
    'brand',
    brands.map((name) => ({ id: brandId(name), name, name_key: productKey(name) })),
  );
  await put(
    place,
    'category',
    categories.map(({ id, path }) => ({
      id,
      parent_id: path.length === 1 ? null : categoryId(path.slice(0, -1)),
      name: at(path, path.length - 1),
      path: pathText(path),
      path_key: pathKey(path),
      min_margin_bp: minMarginOf(path),
    })),
  );
  await put(
    place,
    'product',
    products.map((product) => productRow(place, product)),
  );
  await put(
    place,
    'product_barcode',
    products.map((product) => ({ barcode: product.barcode, product_id: product.id })),
  );
  await writeColumns(place, made);
  await writePrices(place, made);
  await put(place, 'quantity_break', products.filter((product) => product.line.pack >= 20).flatMap(breaksOf));
  await put(place, 'discount_authority', authorities(made));
  await sql`update warehouse set name = 'Москва, склад «Мажор»', address = 'Московская обл., д. Октавино, стр. 7'
    where org_id = ${place.orgId} and id = ${made.warehouseId}`.execute(place.tx);
  await put(place, 'warehouse', [
    {
      id: northWarehouseId,
      code: 'SPB',
      name: 'Санкт-Петербург, склад «Минор»',
      address: 'г. Санкт-Петербург, Басовая ул., д. 3',
    },
  ]);
}

/** The margin that needs no approval; null where the parent says. */
export function minMarginOf(path: readonly string[]): number | null {
  if (path.length === 1) return path[0] === 'Книги' ? 1_000 : 600;
  if (path.length === 2) return path[1] === 'Кабели' ? 1_200 : null;
  return path[2] === 'Смарт-часы' ? 400 : null;
}

function productRow({ days, now }: Place, product: Product) {
  const { code, name, brand, barcode } = product;
  const created = product.life === 'new' ? now : `${days.begins}T09:00:00Z`;
  return {
    id: product.id,
    code,
    code_key: codeKey(code),
    name,
    name_key: productKey(name),
    brand_id: product.brandId,
    category_id: product.categoryId,
    okei_code: product.okei,
    unit: product.unit,
    pack_milli: product.packMilli,
    vat_class: product.vat,
    country_code: product.country,
    declaration: product.declaration,
    cost_e4: product.costE4,
    min_price_e4: product.minPriceE4,
    life_state: product.life,
    external_id: `1c-${product.n + 1}`,
    search_text: searchText({ code, name, brandName: brand, barcodes: [barcode] }),
    created_at: created,
    updated_at: created,
  };
}

async function writeColumns(place: Place, made: MadeOrg): Promise<void> {
  const others = columns.filter(({ key }) => key !== 'wholesale');
  await put(
    place,
    'price_column',
    others.map(({ key, name }) => ({
      id: columnIdOf(key, made.priceColumnId),
      name,
      name_key: productKey(name),
      position: columns.findIndex((one) => one.key === key) + 1,
    })),
  );
  await sql`update price_column set position = 3 where org_id = ${place.orgId} and id = ${made.priceColumnId}`.execute(
    place.tx,
  );
}

async function writePrices(place: Place, made: MadeOrg): Promise<void> {
  const versions = versionsOf(place.days);
  const future = at(versions, versions.length - 1);
  // The rise that is ahead touches what is made abroad.
  const touched = (product: Product): boolean => product.country !== '643';
  await put(
    place,
    'price',
    versions.flatMap((version) =>
      products
        .filter((product) => (version === future ? touched(product) : product.life !== 'new' || version.offBp === 0))
        .flatMap((product) =>
          columns.map((column) => ({
            product_id: product.id,
            column_id: columnIdOf(column.key, made.priceColumnId),
            valid_from: version.from,
            price_e4: columnPrice(product, column, version),
          })),
        ),
    ),
  );
}

/** Five and twenty boxes of small goods cost less a piece. */
export function breaksOf(product: Product) {
  if (!dice('quantity break', product.code).chance(70)) return [];
  return [
    [5n, 200],
    [20n, 400],
  ].map(([boxes, bp]) => ({
    product_id: product.id,
    min_milli: BigInt(boxes ?? 0) * product.packMilli,
    discount_bp: Number(bp),
  }));
}

/** Beside the general authorities: small margins are guarded, cables are given away more freely. */
function authorities(made: MadeOrg) {
  const watches = categoryId(['Портативная электроника', 'Носимые устройства', 'Смарт-часы']);
  const cables = categoryId(['Портативная электроника', 'Кабели']);
  return [
    { id: demoId('authority', 'kam watches'), role_id: made.roles.kam, category_id: watches, max_bp: 300 },
    { id: demoId('authority', 'kam cables'), role_id: made.roles.kam, category_id: cables, max_bp: 800 },
    { id: demoId('authority', 'head watches'), role_id: made.roles.head, category_id: watches, max_bp: 1_000 },
  ];
}
