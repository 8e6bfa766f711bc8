import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { stock } from '../contract.ts';

type Kept = { id: string; isDefault: boolean; version: number };

/** Makes or changes a warehouse; there is always exactly one default, from the first warehouse on. */
export const saveWarehouse = command({
  name: 'stock.save_warehouse',
  permission: 'settings.write',
  input: stock.saveWarehouse.input,
  constraints: {
    warehouse_code_unique: 'stock.warehouse_code_taken',
    warehouse_one_default: 'stock.changed_meanwhile',
    warehouse_pk: 'stock.changed_meanwhile',
  },
  async handle({ tx, orgId, emit }, input) {
    const { warehouseId } = input;
    const [code, name, address] = [input.code.trim(), input.name.trim(), input.address.trim()];
    if (code === '' || name === '') return refuse('stock.warehouse_unnamed');
    // All of them: which one is the default is decided among all.
    const { rows } = await sql<Kept>`
      select id, is_default as "isDefault", version from warehouse where org_id = ${orgId} order by id for update`.execute(
      tx,
    );
    const kept = rows.find((row) => row.id === warehouseId);
    if (kept?.version !== input.version) return refuse('stock.changed_meanwhile');
    if (kept?.isDefault === true && !input.isDefault) return refuse('stock.no_default_warehouse');
    const isDefault = input.isDefault || !rows.some((row) => row.isDefault);
    if (isDefault) {
      await sql`
        update warehouse set is_default = false, version = version + 1
        where org_id = ${orgId} and is_default and id <> ${warehouseId}`.execute(tx);
    }
    if (kept === undefined) {
      await sql`
        insert into warehouse (org_id, id, code, name, address, is_default)
        values (${orgId}, ${warehouseId}, ${code}, ${name}, ${address}, ${isDefault})`.execute(tx);
    } else {
      await sql`
        update warehouse set code = ${code}, name = ${name}, address = ${address}, is_default = ${isDefault},
          version = version + 1
        where org_id = ${orgId} and id = ${warehouseId}`.execute(tx);
    }
    const payload = { code, name, isDefault };
    emit({ name: 'stock.warehouse_saved', subject: { type: 'warehouse', id: warehouseId }, payload });
    return ok({ id: warehouseId });
  },
});
