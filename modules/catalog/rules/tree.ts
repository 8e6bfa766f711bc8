/** The tree of categories: names, depth, moves without cycles. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type CategoryNode, deepest } from '../model.ts';
import { folded, oneLine } from './keys.ts';

export type Tree = ReadonlyMap<string, CategoryNode>;

export type TreeRefusal =
  | 'catalog.category_name_empty'
  | 'catalog.category_not_found'
  | 'catalog.category_too_deep'
  | 'catalog.category_into_itself'
  | 'catalog.category_name_taken';

/** Where a category comes to stand: its name, its path for people and for comparing. */
export type Place = { readonly name: string; readonly path: string; readonly pathKey: string };

export type Wish = { readonly id: string; readonly name: string; readonly parentId: string | null };

/** Decides a new category, a renaming or a move: all are "this category, with this name, under this parent". */
export function decidePlace(tree: Tree, wish: Wish): Result<Place, TreeRefusal> {
  const name = oneLine(wish.name);
  if (name === '') return refuse('catalog.category_name_empty');
  const parent = wish.parentId === null ? null : tree.get(wish.parentId);
  if (parent === undefined) return refuse('catalog.category_not_found');
  const above = parent === null ? [] : lineage(tree, parent.id);
  if (above.some((node) => node.id === wish.id)) return refuse('catalog.category_into_itself');
  if (above.length + heightOf(tree, wish.id) > deepest) return refuse('catalog.category_too_deep', { most: deepest });
  const step = folded(name).replaceAll('/', '\u2215');
  const pathKey = parent === null ? step : `${parent.pathKey}/${step}`;
  const taken = [...tree.values()].some((node) => node.pathKey === pathKey && node.id !== wish.id);
  if (taken) return refuse('catalog.category_name_taken', { name });
  return ok({ name, path: parent === null ? name : `${parent.path} / ${name}`, pathKey });
}

/** The category and all above it, the nearest first. */
export function lineage(tree: Tree, id: string): CategoryNode[] {
  const found: CategoryNode[] = [];
  let node = tree.get(id);
  while (node !== undefined && found.length <= tree.size) {
    found.push(node);
    node = node.parentId === null ? undefined : tree.get(node.parentId);
  }
  return found;
}

/** How many levels the category takes with what is below it; 1 for one that is not there yet. */
function heightOf(tree: Tree, id: string): number {
  const node = tree.get(id);
  if (node === undefined) return 1;
  const depth = lineage(tree, id).length;
  const below = [...tree.values()].filter((one) => one.pathKey.startsWith(`${node.pathKey}/`));
  return below.reduce((height, one) => Math.max(height, lineage(tree, one.id).length - depth + 1), 1);
}
