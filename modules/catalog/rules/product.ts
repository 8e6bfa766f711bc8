/** What may be said of a product, and what its life may become. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import { barcodesMost, type LifeState, mayBecome, type ProductFields } from '../model.ts';
import { type BarcodeWarning, barcodeOf, barcodeWarning } from './barcodes.ts';
import { codeKey, nameKey, oneLine } from './keys.ts';
import { countryOf, unitOf } from './units.ts';

/** A product's fields made plain, with the keys and the unit's name that follow from them. */
export type PlainProduct = ProductFields & {
  readonly codeKey: string;
  readonly nameKey: string;
  readonly unit: string;
  readonly warnings: readonly { readonly barcode: string; readonly code: BarcodeWarning }[];
};

export type ProductRefusal =
  | 'catalog.code_empty'
  | 'catalog.name_empty'
  | 'catalog.pack_not_positive'
  | 'catalog.unit_unknown'
  | 'catalog.country_unknown'
  | 'catalog.barcodes_many';

/** Makes the fields plain and checks them. Doubtful barcodes are told as warnings and do not refuse. */
export function decideProduct(fields: ProductFields): Result<PlainProduct, ProductRefusal> {
  const code = oneLine(fields.code);
  const name = oneLine(fields.name);
  if (code === '') return refuse('catalog.code_empty');
  if (name === '') return refuse('catalog.name_empty');
  if (fields.packMilli <= 0n) return refuse('catalog.pack_not_positive');
  const unit = unitOf(fields.okeiCode);
  if (unit === null) return refuse('catalog.unit_unknown', { code: fields.okeiCode });
  const country = fields.countryCode === '' ? null : countryOf(fields.countryCode);
  if (fields.countryCode !== '' && country === null) {
    return refuse('catalog.country_unknown', { code: fields.countryCode });
  }
  const barcodes = [...new Set(fields.barcodes.map(barcodeOf).filter((barcode) => barcode !== ''))];
  if (barcodes.length > barcodesMost) return refuse('catalog.barcodes_many', { most: barcodesMost });
  const warnings = barcodes.flatMap((barcode) => {
    const warning = barcodeWarning(barcode);
    return warning === null ? [] : [{ barcode, code: warning }];
  });
  const externalId = oneLine(fields.externalId ?? '');
  return ok({
    ...fields,
    code,
    name,
    codeKey: codeKey(code),
    nameKey: nameKey(name),
    okeiCode: unit.code,
    unit: unit.short,
    countryCode: country?.code ?? '',
    declaration: oneLine(fields.declaration),
    externalId: externalId === '' ? null : externalId,
    barcodes,
    warnings,
  });
}

/**
 * What becomes of the cost: `wanted` undefined leaves it as it is. A person who does not see cost may not set it.
 */
export function decideCost(
  actor: Pick<Actor, 'seesCost'>,
  costs: { readonly kept: bigint | null; readonly wanted: bigint | null | undefined },
): Result<bigint | null, 'catalog.cost_hidden'> {
  if (costs.wanted === undefined) return ok(costs.kept);
  return actor.seesCost ? ok(costs.wanted) : refuse('catalog.cost_hidden');
}

/** The least margin of a category tells the cost as well: only those who see cost may set it. */
export function decideMargin(
  actor: Pick<Actor, 'seesCost'>,
  wanted: number | null | undefined,
): Result<true, 'catalog.margin_hidden'> {
  return wanted === undefined || actor.seesCost ? ok(true) : refuse('catalog.margin_hidden');
}

export function decideLife(from: LifeState, to: LifeState): Result<LifeState, 'catalog.life_closed'> {
  return mayBecome(from, to) ? ok(to) : refuse('catalog.life_closed', { from, to });
}
