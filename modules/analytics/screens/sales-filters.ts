import { useQueries, useQuery } from '@tanstack/react-query';
import { products } from '#modules/catalog/contract.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSearch, useSearchText } from '#web/navigation.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { sales } from '../contract.ts';
import { noneKey } from '../model.ts';
import { texts } from '../texts.ts';

const dimensions = ['account', 'group', 'category', 'brand', 'manager'] as const;

/** Whose and what sales: filters by the names that the person sees, as chips of the URL. */
export function useSalesFilters(): readonly Filter[] {
  const t = useText(texts);
  const search = useSearch();
  const chosen = dimensions.map((of) => ({ of, ids: [search[`${of}Id`] ?? []].flat() }));
  const found = useQueries({
    queries: chosen.map(({ of, ids }) => ({
      ...ask(sales.choices, { of, id: ids }),
      enabled: ids.some((id) => id !== noneKey),
      throwOnError: false,
    })),
  });
  return chosen.map(({ of, ids }, at) => {
    const names = [
      ...(found[at]?.data?.rows ?? []).map((row) => row.name),
      ...(ids.includes(noneKey) ? [t('pivot.none')] : []),
    ];
    return pickFilter(`${of}Id`, t(`dimension.${of}`), {
      endpoint: sales.choices,
      input: (q) => ({ of, ...(q === '' ? {} : { q }) }),
      choice: (row) => ({ value: row.id, label: row.name }),
      chosen: names.length === 0 ? undefined : names.join(', '),
      many: true,
    });
  });
}

/** The filter of lines by a product. */
export function useProductFilter(): Filter {
  const t = useText(texts);
  const productId = useSearchText('productId');
  const found = useQuery({ ...ask(products.get, { productId }), enabled: productId !== '', throwOnError: false });
  return pickFilter('productId', t('lines.product'), {
    endpoint: products.pick,
    input: (q) => ({ all: true, ...(q === '' ? {} : { q }) }),
    choice: (row) => ({ value: row.id, label: row.name, hint: row.code }),
    chosen: found.data?.name,
  });
}
