/** Which columns of a pasted table name the product and the quantity. */

/** Places of cells from 0: `products` in the order of trust (article, barcode, name); no quantity column means one each. */
export type PasteColumns = { readonly products: readonly number[]; readonly quantity: number | null };

const names = {
  code: ['артикул', 'код', 'код товара', 'арт', 'sku', 'code', 'article', 'item code', 'product code', 'part number'],
  barcode: ['штрихкод', 'штрих-код', 'шк', 'barcode', 'ean', 'gtin'],
  name: [
    'наименование',
    'название',
    'товар',
    'номенклатура',
    'продукт',
    'модель',
    'name',
    'product',
    'item',
    'description',
  ],
  quantity: [
    'количество',
    'кол-во',
    'кол',
    'к-во',
    'колво',
    'шт',
    'заказ',
    'заказать',
    'qty',
    'quantity',
    'pcs',
    'amount',
    'order',
  ],
} as const;

/** A title without its unit and marks: "Кол-во, шт." is "кол-во". */
function fold(title: string): string {
  const [main = ''] = title.toLowerCase().split(/[,(]/);
  return main
    .replace(/[.:*№"]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The columns, when the cells are a header: a product column, and another known column beside it. */
export function headerOf(cells: readonly string[]): PasteColumns | null {
  const folded = cells.map(fold);
  const at = (kind: keyof typeof names): number => {
    const list: readonly string[] = names[kind];
    return folded.findIndex((cell) => list.includes(cell));
  };
  const products = [at('code'), at('barcode'), at('name')].filter((place) => place >= 0);
  const quantity = at('quantity');
  const known = products.length + (quantity >= 0 ? 1 : 0);
  if (products.length === 0 || known < 2) return null;
  return { products, quantity: quantity >= 0 ? quantity : null };
}
