import { IconPlus } from '@tabler/icons-react';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage, type View } from '#web/ui/ListPage.tsx';
import { Price, Quantity } from '#web/ui/values.tsx';
import { brands, categories, lifeStates, type ProductRow, products, saleStates } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { BrandsPart } from './BrandsPart.tsx';
import { BulkBar } from './BulkBar.tsx';
import { CategoriesPart } from './CategoriesPart.tsx';
import { LifeBadge } from './LifeBadge.tsx';
import { ProductPeek } from './ProductPeek.tsx';

type Say = ReturnType<typeof useText<keyof typeof screenTexts.ru>>;

/** Products, and beside them their categories and brands (`?part=`). */
export function ProductsPage() {
  const part = useSearchText('part');
  if (part === 'categories') return <CategoriesPart />;
  return part === 'brands' ? <BrandsPart /> : <ProductsList />;
}

function ProductsList() {
  const t = useText(screenTexts);
  const { may, seesCost } = useSession();
  const load = may('imports.run') ? <LinkButton to={paths.importNew('products')}>{t('list.import')}</LinkButton> : null;
  const add = may('catalog.write') ? (
    <LinkButton to={paths.productNew()} kind="primary" icon={<IconPlus size={16} />}>
      {t('list.add')}
    </LinkButton>
  ) : null;
  return (
    <ListPage<typeof products.list>
      name="products"
      title={t('list.title')}
      endpoint={products.list}
      columns={columnsIn(t, { price: may('pricing.read'), stock: may('stock.read'), cost: seesCost })}
      rowId={(row) => row.id}
      href={(row) => paths.product(row.id)}
      peek={(row) => <ProductPeek row={row} />}
      peekTitle={(row) => row.name}
      views={viewsIn(t)}
      filters={useFilters(t)}
      searchHint={t('list.searchHint')}
      exportTo="/api/products/file"
      secondary={
        <>
          <LinkButton to={paths.products({ part: 'categories' })} kind="quiet">
            {t('part.categories')}
          </LinkButton>
          <LinkButton to={paths.products({ part: 'brands' })} kind="quiet">
            {t('part.brands')}
          </LinkButton>
          {load}
        </>
      }
      primary={add}
      {...(may('catalog.write') ? { bulk: (rows, clear) => <BulkBar rows={rows} clear={clear} /> } : {})}
      empty={{
        title: t('list.none'),
        hint: t('list.noneHint'),
        act: (
          <>
            {load}
            {add}
          </>
        ),
      }}
    />
  );
}

/** The category itself; its parents are the same for a whole page of goods. */
const lastOf = (path: string): string => path.split(' / ').at(-1) ?? '';

type Shown = { readonly price: boolean; readonly stock: boolean; readonly cost: boolean };

function columnsIn(t: Say, shown: Shown): readonly Column<ProductRow>[] {
  const all: (Column<ProductRow> | false)[] = [
    { key: 'name', title: t('field.name'), width: 280, cell: (row) => row.name, sortable: true, phone: 'title' },
    { key: 'code', title: t('field.code'), width: 104, cell: (row) => row.code, sortable: true, phone: 'line' },
    { key: 'brandName', title: t('field.brand'), width: 116, cell: (row) => row.brandName, phone: 'hide' },
    {
      key: 'categoryPath',
      title: t('field.category'),
      width: 170,
      cell: (row) => <span title={row.categoryPath}>{lastOf(row.categoryPath)}</span>,
      phone: 'hide',
    },
    {
      key: 'lifeState',
      title: t('field.life'),
      width: 130,
      cell: (row) => <LifeBadge state={row.lifeState} />,
      phone: 'line',
    },
    shown.stock && {
      key: 'freeMilli',
      title: t('field.free'),
      width: 104,
      align: 'end',
      phone: 'line',
      cell: (row) => <Quantity milli={row.freeMilli} unit={row.unit} />,
    },
    shown.price && {
      key: 'priceE4',
      title: t('field.price'),
      width: 110,
      align: 'end',
      phone: 'side',
      cell: (row) => <Price e4={row.priceE4} />,
    },
    shown.cost && {
      key: 'costE4',
      title: t('field.cost'),
      width: 116,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Price e4={row.costE4} />,
    },
    {
      key: 'packMilli',
      title: t('field.pack'),
      width: 110,
      align: 'end',
      optional: true,
      cell: (row) => <Quantity milli={row.packMilli} unit={row.unit} />,
    },
    { key: 'vatClass', title: t('field.vat'), width: 150, cell: (row) => t(`vat.${row.vatClass}`), optional: true },
  ];
  return all.filter((column) => column !== false);
}

function viewsIn(t: Say): readonly View[] {
  return [
    { key: 'all', title: t('view.all'), search: {} },
    { key: 'selling', title: t('view.selling'), search: { lifeState: [...saleStates] } },
    { key: 'inStock', title: t('view.inStock'), search: { inStock: 'true' } },
    { key: 'loose', title: t('view.loose'), search: { loose: 'true' } },
    { key: 'gone', title: t('view.gone'), search: { lifeState: ['discontinued'] } },
  ];
}

function useFilters(t: Say): readonly Filter[] {
  const categoryId = useSearchText('categoryId');
  const brandId = useSearchText('brandId');
  return [
    pickFilter('categoryId', t('field.category'), {
      endpoint: categories.pick,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.path }),
      ...(categoryId === '' ? {} : { chosen: t('list.chosenCategory') }),
    }),
    pickFilter('brandId', t('field.brand'), {
      endpoint: brands.list,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.name, hint: String(row.products) }),
      ...(brandId === '' ? {} : { chosen: t('list.chosenBrand') }),
    }),
    {
      key: 'lifeState',
      label: t('field.life'),
      kind: 'many',
      options: lifeStates.map((value) => ({ value, label: t(`life.${value}`) })),
    },
    { key: 'inStock', label: t('view.inStock'), kind: 'flag' },
    { key: 'loose', label: t('view.loose'), kind: 'flag' },
  ];
}
