import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { nameKey, oneLine } from '#modules/catalog/index.ts';
import { command } from '#platform/command.ts';
import { priceColumns } from '../contract.ts';

const constraints = {
  price_column_pk: 'pricing.column_exists',
  price_column_name_unique: 'pricing.column_name_taken',
} as const;

export const createColumn = command({
  name: 'pricing.create_column',
  permission: 'pricing.write',
  input: priceColumns.create.input,
  constraints,
  async handle({ tx, orgId, emit }, { id, name: typed }) {
    const name = oneLine(typed);
    if (name === '') return refuse('pricing.column_name_empty');
    // The first column of an org is the main one: without a main column no account has a price.
    const { rows } = await sql<{ is_default: boolean }>`
      insert into price_column (org_id, id, name, name_key, position, is_default)
      select ${orgId}, ${id}, ${name}, ${nameKey(name)}, coalesce(max(c.position), 0) + 1, count(*) = 0
      from price_column c where c.org_id = ${orgId}
      returning is_default`.execute(tx);
    emit({ name: 'pricing.column_created', subject: { type: 'price_column', id }, payload: { name } });
    return ok({ id, name, isMain: rows[0]?.is_default ?? false, accounts: 0 });
  },
});

export const renameColumn = command({
  name: 'pricing.rename_column',
  permission: 'pricing.write',
  input: priceColumns.rename.input,
  constraints,
  async handle({ tx, orgId, emit }, { columnId, name: typed }) {
    const name = oneLine(typed);
    if (name === '') return refuse('pricing.column_name_empty');
    const { rows } = await sql<{ before: string }>`
      update price_column c set name = ${name}, name_key = ${nameKey(name)}
      from price_column b where c.org_id = ${orgId} and c.id = ${columnId} and b.org_id = ${orgId} and b.id = c.id
      returning b.name as before`.execute(tx);
    const row = rows[0];
    if (row === undefined) return refuse('pricing.column_not_found');
    const subject = { type: 'price_column', id: columnId };
    emit({ name: 'pricing.column_renamed', subject, payload: { before: row.before, name } });
    return ok({});
  },
});

export const reorderColumns = command({
  name: 'pricing.reorder_columns',
  permission: 'pricing.write',
  input: priceColumns.reorder.input,
  async handle({ tx, orgId, emit }, { columnIds }) {
    const { rows } = await sql<{ id: string }>`
      select id from price_column where org_id = ${orgId} order by id for no key update`.execute(tx);
    const all = rows.length === columnIds.length && rows.every((row) => columnIds.includes(row.id));
    if (!all) return refuse('pricing.columns_changed');
    await sql`
      update price_column c set position = n.position
      from unnest(${columnIds}::uuid[]) with ordinality as n (id, position)
      where c.org_id = ${orgId} and c.id = n.id`.execute(tx);
    emit({ name: 'pricing.columns_reordered', subject: { type: 'org', id: orgId } });
    return ok({});
  },
});

export const makeMainColumn = command({
  name: 'pricing.make_main_column',
  permission: 'pricing.write',
  input: priceColumns.makeMain.input,
  async handle({ tx, orgId, emit }, { columnId }) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from price_column where org_id = ${orgId} order by id for no key update`.execute(tx);
    const main = rows.find((row) => row.id === columnId);
    if (main === undefined) return refuse('pricing.column_not_found');
    // Two statements: the index allows one main column at every moment.
    await sql`update price_column set is_default = false where org_id = ${orgId} and is_default`.execute(tx);
    await sql`update price_column set is_default = true where org_id = ${orgId} and id = ${columnId}`.execute(tx);
    const subject = { type: 'price_column', id: columnId };
    emit({ name: 'pricing.main_column_chosen', subject, payload: { name: main.name } });
    return ok({});
  },
});

export const removeColumn = command({
  name: 'pricing.remove_column',
  permission: 'pricing.write',
  input: priceColumns.remove.input,
  constraints: { price_column_fk: 'pricing.column_in_use', account_terms_column_fk: 'pricing.column_in_use' },
  async handle({ tx, orgId, emit }, { columnId }) {
    const { rows } = await sql<{ name: string; is_default: boolean }>`
      delete from price_column where org_id = ${orgId} and id = ${columnId} returning name, is_default`.execute(tx);
    const row = rows[0];
    if (row === undefined) return refuse('pricing.column_not_found');
    if (row.is_default) return refuse('pricing.column_is_main');
    const subject = { type: 'price_column', id: columnId };
    emit({ name: 'pricing.column_removed', subject, payload: { name: row.name } });
    return ok({});
  },
});
