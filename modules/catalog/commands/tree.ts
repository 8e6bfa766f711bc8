import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { categories } from '../contract.ts';
import { decideMargin } from '../rules/product.ts';
import { decidePlace } from '../rules/tree.ts';
import { insertCategory, lockTree, saveCategory } from '../store/product.ts';

const constraints = {
  category_pk: 'catalog.category_exists',
  category_path_unique: 'catalog.category_name_taken',
} as const;

export const createCategory = command({
  name: 'catalog.create_category',
  permission: 'catalog.write',
  input: categories.create.input,
  constraints,
  async handle(context, { id, name, parentId, minMarginBp }) {
    const may = decideMargin(context.actor, minMarginBp);
    if (!may.ok) return may;
    const tree = await lockTree(context.tx, context.orgId);
    const place = decidePlace(tree, { id, name, parentId });
    if (!place.ok) return place;
    await insertCategory(context, { id, parentId, place: place.value, minMarginBp });
    const subject = { type: 'category', id };
    context.emit({ name: 'catalog.category_created', subject, payload: { path: place.value.path } });
    return ok({ id, version: 1 });
  },
});

export const editCategory = command({
  name: 'catalog.edit_category',
  permission: 'catalog.write',
  input: categories.edit.input,
  constraints,
  async handle(context, { categoryId, version, name, parentId, minMarginBp }) {
    const may = decideMargin(context.actor, minMarginBp);
    if (!may.ok) return may;
    const tree = await lockTree(context.tx, context.orgId);
    const before = tree.get(categoryId);
    if (before === undefined) return refuse('catalog.category_not_found');
    if (before.version !== version) return refuse('catalog.changed_meanwhile');
    const place = decidePlace(tree, { id: categoryId, name, parentId });
    if (!place.ok) return place;
    await saveCategory(context, before, { id: categoryId, parentId, place: place.value, minMarginBp });
    const payload = {
      before: before.path,
      path: place.value.path,
      ...(minMarginBp === undefined ? {} : { minMarginBp }),
    };
    context.emit({ name: 'catalog.category_changed', subject: { type: 'category', id: categoryId }, payload });
    return ok({ id: categoryId, version: version + 1 });
  },
});

export const removeCategory = command({
  name: 'catalog.remove_category',
  permission: 'catalog.write',
  input: categories.remove.input,
  // Whatever stands on it (products, subcategories, terms, authorities, plans) keeps it.
  constraints: {
    product_category_fk: 'catalog.category_in_use',
    category_parent_fk: 'catalog.category_in_use',
    terms_discount_category_fk: 'catalog.category_in_use',
    discount_authority_category_fk: 'catalog.category_in_use',
  },
  async handle({ tx, orgId, emit }, { categoryId }) {
    const { rows } = await sql<{ path: string }>`
      delete from category where org_id = ${orgId} and id = ${categoryId} returning path`.execute(tx);
    const row = rows[0];
    if (row === undefined) return refuse('catalog.category_not_found');
    emit({
      name: 'catalog.category_removed',
      subject: { type: 'category', id: categoryId },
      payload: { path: row.path },
    });
    return ok({});
  },
});
