import { ok, refuse } from '#kernel/result.ts';
import { type Command, command } from '#platform/command.ts';
import { stock } from '../contract.ts';
import { decideAdjust } from '../rules.ts';
import { lockProduct, moveStock } from '../store.ts';
import type { FillWaiting } from './arrivals.ts';

type AdjustCommand = Command<typeof stock.adjust.input, { id: string; filledOrders: number }>;

/** Corrects what is on hand with a reason; it never goes below what is promised. What is found fills waiting orders. */
export function adjustStock(fillWaiting: FillWaiting): AdjustCommand {
  return command({
    name: 'stock.adjust',
    permission: 'stock.write',
    input: stock.adjust.input,
    constraints: { stock_product_fk: 'stock.product_not_found', stock_warehouse_fk: 'stock.warehouse_not_found' },
    async handle(context, { id, productId, warehouseId, note, quantityMilli }) {
      const reason = note.trim();
      if (reason === '') return refuse('stock.reason_needed');
      const by = BigInt(quantityMilli);
      const level = await lockProduct(context.tx, context.orgId, { productId, warehouseId });
      const allowed = decideAdjust(level, by);
      if (!allowed.ok) return allowed;
      const movement = { kind: 'adjustment', quantityMilli: by, sourceId: id, note: reason } as const;
      await moveStock(context, [{ productId, warehouseId, ...movement }]);
      context.emit({
        name: 'stock.adjusted',
        subject: { type: 'product', id: productId },
        payload: { quantityMilli, reason },
      });
      const filledOrders = by > 0n ? await fillWaiting(context, [productId]) : 0;
      return ok({ id, filledOrders });
    },
  });
}
