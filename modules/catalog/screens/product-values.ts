/** The values of the product's form, and what goes to the server of them. */
import type { InputOf } from '#platform/endpoint.ts';
import { barcodesOf, type ProductCard, type products, vatClasses } from '../contract.ts';

export type ProductValues = {
  readonly code: string;
  readonly name: string;
  readonly brandId: string;
  readonly categoryId: string;
  readonly okeiCode: string;
  readonly packMilli: string;
  readonly vatClass: string;
  readonly countryCode: string;
  readonly declaration: string;
  readonly minPriceE4: string;
  readonly costE4: string;
  readonly externalId: string;
  readonly barcodes: string;
};

export const blankProduct: ProductValues = {
  code: '',
  name: '',
  brandId: '',
  categoryId: '',
  okeiCode: '796',
  packMilli: '1000',
  vatClass: 'standard',
  countryCode: '',
  declaration: '',
  minPriceE4: '',
  costE4: '',
  externalId: '',
  barcodes: '',
};

/** The form of a product that is there. */
export function valuesOf(card: ProductCard): ProductValues {
  const { code, name, okeiCode, packMilli, vatClass, countryCode, declaration } = card;
  return {
    code,
    name,
    okeiCode,
    packMilli,
    vatClass,
    countryCode,
    declaration,
    brandId: card.brand?.id ?? '',
    categoryId: card.category?.id ?? '',
    minPriceE4: card.minPriceE4 ?? '',
    costE4: card.costE4 ?? '',
    externalId: card.externalId ?? '',
    barcodes: card.barcodes.join('\n'),
  };
}

type Fields = Omit<InputOf<typeof products.create>, 'id'>;
const orNull = (text: string): string | null => (text === '' ? null : text);

/** The fields as the server takes them; the cost only from those who see it. */
export function fieldsOf({ costE4, ...values }: ProductValues, seesCost: boolean): Fields {
  return {
    ...values,
    brandId: orNull(values.brandId),
    categoryId: orNull(values.categoryId),
    vatClass: vatClasses.find((one) => one === values.vatClass) ?? 'standard',
    minPriceE4: orNull(values.minPriceE4),
    externalId: orNull(values.externalId.trim()),
    barcodes: barcodesOf(values.barcodes),
    ...(seesCost ? { costE4: orNull(costE4) } : {}),
  };
}
