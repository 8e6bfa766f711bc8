import { brands, categories } from '#modules/catalog/contract.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Price } from '#web/ui/values.tsx';
import { priceColumns, prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { AuthorityPart } from './AuthorityPart.tsx';
import { BulkPart } from './BulkPart.tsx';
import { ChangesPart } from './ChangesPart.tsx';
import { ColumnsPart } from './ColumnsPart.tsx';
import css from './pricing.module.css';
import { SetPricesForm } from './SetPricesForm.tsx';

type Row = RowOf<typeof prices.list>;

/** Prices of all columns, and beside them (`?part=`) the columns, the changes ahead, the bulk change, the limits. */
export function PricesPage() {
  const part = useSearchText('part');
  if (part === 'columns') return <ColumnsPart />;
  if (part === 'changes') return <ChangesPart />;
  if (part === 'bulk') return <BulkPart />;
  return part === 'authority' ? <AuthorityPart /> : <PricesList />;
}

function PricesList() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const columns = useLoaded(priceColumns.list, {}).rows;
  const categoryId = useSearchText('categoryId');
  const brandId = useSearchText('brandId');
  const load = may('imports.run') ? <LinkButton to={paths.importNew('prices')}>{t('list.import')}</LinkButton> : null;
  const cells: Column<Row>[] = columns.map((column) => ({
    key: column.id,
    title: column.name,
    align: 'end',
    width: 130,
    cell: (row) => <Cell cell={row.cells.find((cell) => cell.columnId === column.id)} />,
    ...(column.isMain ? { phone: 'side' as const } : {}),
  }));
  return (
    <ListPage
      name="prices"
      title={t('list.title')}
      endpoint={prices.list}
      columns={[
        { key: 'name', title: t('field.product'), width: 300, cell: (row) => row.name, sortable: true, phone: 'title' },
        { key: 'code', title: t('field.code'), width: 130, cell: (row) => row.code, sortable: true, phone: 'line' },
        ...cells,
      ]}
      rowId={(row) => row.productId}
      href={(row) => paths.product(row.productId)}
      peekTitle={(row) => row.name}
      {...(may('pricing.write')
        ? {
            peek: (row: Row) => (
              <SetPricesForm key={row.productId} productId={row.productId} known={knownOf(row, columns)} />
            ),
          }
        : {})}
      filters={[
        pickFilter('categoryId', t('field.category'), {
          endpoint: categories.pick,
          input: (typed) => ({ q: typed }),
          choice: (row) => ({ value: row.id, label: row.path }),
          ...(categoryId === '' ? {} : { chosen: t('list.chosen') }),
        }),
        pickFilter('brandId', t('field.brand'), {
          endpoint: brands.list,
          input: (typed) => ({ q: typed }),
          choice: (row) => ({ value: row.id, label: row.name }),
          ...(brandId === '' ? {} : { chosen: t('list.chosenBrand') }),
        }),
        { key: 'inStock', label: t('field.inStock'), kind: 'flag' },
      ]}
      searchHint={t('list.searchHint')}
      secondary={
        <>
          <LinkButton to={paths.prices({ part: 'changes' })} kind="quiet">
            {t('part.changes')}
          </LinkButton>
          <LinkButton to={paths.prices({ part: 'columns' })} kind="quiet">
            {t('part.columns')}
          </LinkButton>
          {may('settings.read') ? (
            <LinkButton to={paths.prices({ part: 'authority' })} kind="quiet">
              {t('part.authority')}
            </LinkButton>
          ) : null}
          {load}
        </>
      }
      primary={
        may('pricing.write') ? (
          <LinkButton to={paths.prices({ part: 'bulk' })} kind="primary">
            {t('part.bulk')}
          </LinkButton>
        ) : null
      }
      empty={{ title: t('list.none'), hint: t('list.noneHint'), act: load }}
    />
  );
}

function Cell({ cell }: { readonly cell: Row['cells'][number] | undefined }) {
  if (cell === undefined) return <span className="muted">—</span>;
  return (
    <span>
      <Price e4={cell.priceE4} />
      {cell.nextE4 === null ? null : <NextHint e4={cell.nextE4} day={cell.nextFrom} />}
    </span>
  );
}

/** A dot after the price tells of the version that follows it. */
function NextHint({ e4, day }: { readonly e4: string; readonly day: string | null }) {
  const t = useText(screenTexts);
  const [before = '', rest = ''] = t('next.price', { price: '\n', date: '\r' }).split('\n');
  const [between = '', after = ''] = rest.split('\r');
  return (
    <small className={css['next']}>
      {before}
      <Price e4={e4} />
      {between}
      <DateText value={day} />
      {after}
    </small>
  );
}

const knownOf = (row: Row, columns: readonly { readonly id: string; readonly name: string }[]) =>
  columns.map(({ id, name }) => ({
    columnId: id,
    name,
    priceE4: row.cells.find((cell) => cell.columnId === id)?.priceE4 ?? null,
  }));
