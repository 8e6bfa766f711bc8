import { act, type Route, raw, view } from '#platform/serve.ts';
import { createBrand, removeBrand, renameBrand } from './commands/brands.ts';
import { changeLife, createProduct, editProduct, placeProducts } from './commands/products.ts';
import { createCategory, editCategory, removeCategory } from './commands/tree.ts';
import { brands, categories, products } from './contract.ts';
import { sendProducts } from './product-file.ts';
import { listBrands, pickCategories } from './queries/brands.ts';
import { readOptions, readProduct } from './queries/card.ts';
import { listProducts } from './queries/list.ts';
import { pickProducts } from './queries/pick.ts';
import { productTimeline } from './queries/timeline.ts';

export const routes: Route[] = [
  view(products.list, 'catalog.read', listProducts),
  view(products.pick, 'catalog.read', pickProducts),
  view(products.options, 'catalog.read', readOptions),
  raw(products.file, 'catalog.read', sendProducts),
  view(products.get, 'catalog.read', readProduct),
  view(products.timeline, 'catalog.read', productTimeline),
  act(products.create, createProduct),
  act(products.edit, editProduct),
  act(products.changeLife, changeLife),
  act(products.place, placeProducts),
  view(categories.pick, 'catalog.read', pickCategories),
  act(categories.create, createCategory),
  act(categories.edit, editCategory),
  act(categories.remove, removeCategory),
  view(brands.list, 'catalog.read', listBrands),
  act(brands.create, createBrand),
  act(brands.rename, renameBrand),
  act(brands.remove, removeBrand),
];
