import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { brands, categories } from '#modules/catalog/contract.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { dayText, inText, unitPriceText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime, useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Price } from '#web/ui/values.tsx';
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
  const { priceE4, nextE4, nextFrom } = cell;
  return (
    <>
      {nextE4 === null || nextFrom === null ? null : (
        <Next e4={nextE4} day={nextFrom} up={BigInt(nextE4) > BigInt(priceE4)} />
      )}
      <Price e4={priceE4} />
    </>
  );
}

/** An arrow before the price tells of the version that follows it; what and when stand on hover. */
function Next({ e4, day, up }: { readonly e4: string; readonly day: string; readonly up: boolean }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const date = dayText(day, { lang, ...time });
  const label = t('next.price', { price: inText(unitPriceText(BigInt(e4), lang)), date });
  const Icon = up ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={css['next']} title={label}>
      <Icon size={14} role="img" aria-label={label} />
    </span>
  );
}

const knownOf = (row: Row, columns: readonly { readonly id: string; readonly name: string }[]) =>
  columns.map(({ id, name }) => ({
    columnId: id,
    name,
    priceE4: row.cells.find((cell) => cell.columnId === id)?.priceE4 ?? null,
  }));
