import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { stock } from '../contract.ts';

/** Makes or changes a warehouse; there is always exactly one default. */
export const saveWarehouse = command({
  name: 'stock.save_warehouse',
  permission: 'settings.write',
  input: stock.saveWarehouse.input,
  constraints: { warehouse_code_unique: 'stock.warehouse_code_taken' },
  async handle({ tx, orgId, emit }, { warehouseId, code, name, address, isDefault }) {
    const { rows } = await sql<{ isDefault: boolean }>`
      select is_default as "isDefault" from warehouse where org_id = ${orgId} and id = ${warehouseId} for update`.execute(tx);
    if (rows[0]?.isDefault === true && !isDefault) return refuse('stock.no_default_warehouse');
    if (isDefault) await sql`update warehouse set is_default = false where org_id = ${orgId} and is_default and id <> ${warehouseId}`.execute(tx);
    await sql`
      insert into warehouse (org_id, id, code, name, address, is_default)
      values (${orgId}, ${warehouseId}, ${code.trim()}, ${name.trim()}, ${address.trim()}, ${isDefault})
      on conflict (org_id, id) do update set code = excluded.code, name = excluded.name, address = excluded.address, is_default = excluded.is_default`.execute(tx);
    emit({ name: 'stock.warehouse_saved', subject: { type: 'warehouse', id: warehouseId }, payload: { code: code.trim() } });
    return ok({ id: warehouseId });
  },
});
