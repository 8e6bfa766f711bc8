import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import type { Filter } from '#web/ui/filters.tsx';
import { stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** The filter by warehouse, where there are several. The loader has ensured the warehouses. */
export function useWarehouseFilter(): readonly Filter[] {
  const t = useText(screenTexts);
  const { rows } = useLoaded(stock.warehouses, {});
  if (rows.length < 2) return [];
  const options = rows.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  return [{ kind: 'one', key: 'warehouseId', label: t('field.warehouse'), options }];
}
