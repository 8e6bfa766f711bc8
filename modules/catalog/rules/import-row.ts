/** A row of a table of products: what its cells mean in our words. */
import type { VatClass } from '#kernel/vat.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import type { ImportProblem, ImportValues } from '#platform/exchange/kind.ts';
import type { LifeState } from '../model.ts';
import { barcodesOf } from './barcodes.ts';
import { folded, oneLine, pathNames } from './keys.ts';
import { countryNamed, unitNamed } from './units.ts';

/** The columns of a table of products, as 1C, shops and people call them. */
export const productFields = [
  {
    name: 'code',
    parse: 'text',
    max: 60,
    synonyms: {
      ru: ['Артикул', 'Код', 'Код товара', 'Код номенклатуры', 'Арт.'],
      en: ['Article', 'Code', 'SKU', 'Item code', 'Part number', 'StockCode'],
    },
  },
  {
    name: 'externalId',
    parse: 'text',
    max: 120,
    synonyms: {
      ru: ['Внешний ид', 'Ид', 'GUID', 'УИД', 'Идентификатор', 'Ид в 1С'],
      en: ['External ID', 'ID', 'UUID', 'Ref'],
    },
  },
  {
    name: 'name',
    parse: 'text',
    max: 300,
    synonyms: {
      ru: ['Наименование', 'Название', 'Товар', 'Номенклатура', 'Полное наименование'],
      en: ['Name', 'Product', 'Description', 'Item', 'Product name'],
    },
  },
  {
    name: 'brand',
    parse: 'text',
    max: 120,
    synonyms: {
      ru: ['Бренд', 'Производитель', 'Марка', 'Торговая марка', 'Вендор'],
      en: ['Brand', 'Manufacturer', 'Vendor', 'Make'],
    },
  },
  {
    name: 'category',
    parse: 'text',
    max: 600,
    synonyms: {
      ru: ['Категория', 'Группа', 'Раздел', 'Группа товаров', 'Товарная группа', 'Путь'],
      en: ['Category', 'Group', 'Product group', 'Category path'],
    },
  },
  {
    name: 'unit',
    parse: 'text',
    max: 60,
    synonyms: {
      ru: ['Единица', 'Ед. изм.', 'Единица измерения', 'Ед.', 'Базовая единица', 'Код ОКЕИ'],
      en: ['Unit', 'UoM', 'Unit of measure', 'Units'],
    },
  },
  {
    name: 'pack',
    parse: 'quantityMilli',
    synonyms: {
      ru: ['В упаковке', 'Упаковка', 'Кол-во в упаковке', 'Кратность', 'Норма упаковки'],
      en: ['Pack', 'Per pack', 'Pack size', 'Multiple'],
    },
  },
  {
    name: 'vat',
    parse: 'text',
    max: 40,
    synonyms: { ru: ['НДС', 'Ставка НДС', 'НДС, %'], en: ['VAT', 'VAT rate', 'Tax rate'] },
  },
  {
    name: 'country',
    parse: 'text',
    max: 120,
    synonyms: {
      ru: ['Страна', 'Страна происхождения', 'Страна производства', 'Код страны'],
      en: ['Country', 'Country of origin', 'Origin'],
    },
  },
  {
    name: 'declaration',
    parse: 'text',
    max: 60,
    synonyms: { ru: ['ГТД', 'Номер ГТД', 'Номер декларации', 'РНПТ'], en: ['Customs declaration', 'Declaration'] },
  },
  {
    name: 'barcode',
    parse: 'text',
    max: 600,
    synonyms: { ru: ['Штрихкод', 'Штрих-код', 'ШК', 'EAN', 'EAN13'], en: ['Barcode', 'GTIN', 'UPC', 'EAN-13'] },
  },
  {
    name: 'cost',
    parse: 'priceE4',
    synonyms: {
      ru: ['Себестоимость', 'Закупочная цена', 'Цена закупки', 'Закупка'],
      en: ['Cost', 'Purchase price', 'Unit cost'],
    },
  },
  {
    name: 'minPrice',
    parse: 'priceE4',
    synonyms: {
      ru: ['Минимальная цена', 'Мин. цена', 'МРЦ', 'Цена не ниже'],
      en: ['Minimum price', 'Min price', 'Floor price'],
    },
  },
  {
    name: 'life',
    parse: 'text',
    max: 60,
    synonyms: {
      ru: ['Состояние', 'Статус', 'Статус товара', 'Жизненный цикл'],
      en: ['State', 'Status', 'Life state', 'Lifecycle'],
    },
  },
] as const satisfies readonly FieldSpec[];

export type ProductImportRow = ImportValues<typeof productFields>;

/** What a row says; a field is undefined when its cell is empty, so that it stays as it is. */
export type Given = {
  readonly code: string | undefined;
  readonly externalId: string | undefined;
  readonly name: string | undefined;
  readonly brand: string | undefined;
  readonly category: readonly string[] | undefined;
  readonly okeiCode: string | undefined;
  readonly packMilli: bigint | undefined;
  readonly vatClass: VatClass | undefined;
  readonly countryCode: string | undefined;
  readonly declaration: string | undefined;
  readonly barcodes: readonly string[];
  readonly costE4: bigint | undefined;
  readonly minPriceE4: bigint | undefined;
  readonly life: LifeState | undefined;
};

const vatNames: Readonly<Record<string, VatClass>> = {
  standard: 'standard',
  общая: 'standard',
  основная: 'standard',
  '18': 'standard',
  '20': 'standard',
  '22': 'standard',
  reduced: 'reduced',
  пониженная: 'reduced',
  льготная: 'reduced',
  '10': 'reduced',
  zero: 'zero',
  нулевая: 'zero',
  '0': 'zero',
  exempt: 'exempt',
  'без ндс': 'exempt',
  безндс: 'exempt',
  'не облагается': 'exempt',
  нет: 'exempt',
  none: 'exempt',
};
const lifeNames: Readonly<Record<string, LifeState>> = {
  new: 'new',
  новинка: 'new',
  новый: 'new',
  active: 'active',
  активен: 'active',
  активный: 'active',
  'в продаже': 'active',
  phase_out: 'phase_out',
  'phase out': 'phase_out',
  распродажа: 'phase_out',
  выводится: 'phase_out',
  вывод: 'phase_out',
  discontinued: 'discontinued',
  снят: 'discontinued',
  'снят с производства': 'discontinued',
  архив: 'discontinued',
  'снят с продажи': 'discontinued',
  blocked: 'blocked',
  заблокирован: 'blocked',
  стоп: 'blocked',
};

/** The VAT class that a file means by a rate: "20%", "НДС 22 %", "10/110", "без НДС"; null when it is none. */
export function vatClassNamed(text: string): VatClass | null {
  const plain = folded(text);
  const bare =
    plain === 'без ндс'
      ? plain
      : plain
          .replace(/ндс|vat|[%\s]/g, '')
          .replace(/\/1\d\d$/, '')
          .replace(/[.,]0+$/, '');
  return vatNames[bare] ?? vatNames[plain] ?? null;
}

/** Reads a row; what cannot be understood is a problem, and the row is then not imported. */
export function givenOf(values: ProductImportRow): {
  readonly given: Given;
  readonly problems: readonly ImportProblem[];
} {
  const problems: ImportProblem[] = [];
  const named = <T>(field: 'unit' | 'vat' | 'country' | 'life', find: (text: string) => T | null): T | undefined => {
    const text = values[field];
    if (text === null) return undefined;
    const found = find(text);
    if (found === null) problems.push({ field, code: `catalog.import_${field}_unknown`, value: text });
    return found ?? undefined;
  };
  if (values.pack !== null && values.pack <= 0n) problems.push({ field: 'pack', code: 'catalog.pack_not_positive' });
  for (const field of ['cost', 'minPrice'] as const) {
    if ((values[field] ?? 0n) < 0n) problems.push({ field, code: 'catalog.import_below_zero' });
  }
  const given: Given = {
    code: lineOf(values.code),
    externalId: lineOf(values.externalId),
    name: lineOf(values.name),
    brand: lineOf(values.brand),
    category: values.category === null ? undefined : pathNames(values.category),
    okeiCode: named('unit', (text) => unitNamed(text)?.code ?? null),
    packMilli: values.pack ?? undefined,
    vatClass: named('vat', vatClassNamed),
    countryCode: named('country', (text) => countryNamed(text)?.code ?? null),
    declaration: lineOf(values.declaration),
    barcodes: barcodesOf(values.barcode ?? ''),
    costE4: values.cost ?? undefined,
    minPriceE4: values.minPrice ?? undefined,
    life: named('life', (text) => lifeNames[folded(text)] ?? null),
  };
  return { given, problems };
}

function lineOf(text: string | null): string | undefined {
  const line = oneLine(text ?? '');
  return line === '' ? undefined : line;
}
