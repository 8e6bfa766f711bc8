/** The face of the catalog for other modules. */
export { importProducts } from './import.ts';
export { isForSale, type LifeState, lifeStates, saleStates } from './model.ts';
export { findProducts } from './queries/list.ts';
export { productMatches } from './queries/pick.ts';
export { type ResolvedProduct, resolveCodes } from './queries/resolve.ts';
export { type ProductImportRow, productFields } from './rules/import-row.ts';
export { codeKey, folded, nameKey, oneLine } from './rules/keys.ts';
export { likePattern, wantedOf } from './rules/search.ts';
export { countryOf, unitOf } from './rules/units.ts';
