import { IconPlus } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { products } from '#modules/catalog/contract.ts';
import { useAct } from '#web/act.ts';
import { type RowOf, useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PriceField } from '#web/ui/fields.tsx';
import { type FieldOf, useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Price } from '#web/ui/values.tsx';
import type { Reason } from '#web/wire.ts';
import { terms } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';
import { priceViews } from './SetPricesForm.tsx';
import { StateOf } from './StateOf.tsx';

type Special = RowOf<typeof terms.prices>;
type Props = { readonly accountId: string; readonly closed: Reason | null };

const changed = [terms.get, terms.prices, ...priceViews];

/** Special prices of the terms, by product. */
export function SpecialPrices(props: Props) {
  const t = useText(screenTexts);
  const [asked, setAsked] = useState<Special | 'new' | null>(null);
  const [past, setPast] = useState(false);
  const acts = (
    <span className={css['row']}>
      <Button small kind="quiet" aria-pressed={past} onClick={() => setPast(!past)}>
        {t(past ? 'prices.hidePast' : 'prices.past')}
      </Button>
      {props.closed === null ? (
        <Button small icon={<IconPlus size={14} />} onClick={() => setAsked('new')}>
          {t('prices.add')}
        </Button>
      ) : null}
    </span>
  );
  return (
    <Panel title={t('prices.title')} acts={acts} flush>
      <Suspense fallback={null}>
        <Rows {...props} past={past} onOpen={setAsked} />
      </Suspense>
      {asked === null ? null : (
        <PriceDialog
          accountId={props.accountId}
          special={asked === 'new' ? null : asked}
          onClose={() => setAsked(null)}
        />
      )}
    </Panel>
  );
}

function Rows({
  accountId,
  closed,
  past,
  onOpen,
}: Props & { readonly past: boolean; readonly onOpen: (row: Special) => void }) {
  const t = useText(screenTexts);
  const list = useLoadedPages(terms.prices, past ? { accountId, past } : { accountId });
  return (
    <DataGrid
      caption={t('prices.title')}
      rows={list.rows}
      rowId={(row) => `${row.productId} ${row.validFrom}`}
      more={{ load: list.more, loading: list.loadingMore, complete: list.complete }}
      {...(closed === null ? { onOpen } : {})}
      columns={[
        { key: 'name', title: t('field.product'), width: 260, cell: (row) => row.name },
        { key: 'code', title: t('field.code'), width: 120, cell: (row) => row.code, phone: 'line' },
        { key: 'price', title: t('field.price'), align: 'end', width: 110, cell: (row) => <Price e4={row.priceE4} /> },
        {
          key: 'column',
          title: t('prices.column'),
          align: 'end',
          width: 110,
          cell: (row) => <Price e4={row.columnE4} />,
          phone: 'hide',
        },
        {
          key: 'from',
          title: t('field.from'),
          width: 110,
          cell: (row) => <DateText value={row.validFrom} />,
          phone: 'line',
        },
        {
          key: 'to',
          title: t('field.until'),
          width: 110,
          cell: (row) => <DateText value={row.validTo} />,
          phone: 'line',
        },
        {
          key: 'state',
          title: t('field.state'),
          width: 130,
          cell: (row) => <StateOf state={row.state} />,
          phone: 'hide',
        },
      ]}
      empty={{ title: t('prices.none') }}
    />
  );
}

type DialogProps = { readonly accountId: string; readonly special: Special | null; readonly onClose: () => void };

function PriceDialog({ accountId, special, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const form = useForm({
    productId: special?.productId ?? '',
    priceE4: special?.priceE4 ?? '',
    validFrom: special?.validFrom ?? today,
    validTo: special?.validTo ?? '',
  });
  const after = (text: string) => ({
    invalidates: changed,
    onDone: () => {
      done(text);
      onClose();
    },
  });
  const set = useAct(terms.setPrice, after(t('form.saved')));
  const end = useAct(terms.endPrice, after(t('form.saved')));
  const remove = useAct(terms.removePrice, after(t('prices.removed')));
  const begun = special !== null && special.validFrom < today;
  const until = ({ validTo }: typeof form.values) => (validTo === '' ? null : validTo);
  const untilField = (
    <DateField {...form.field('validTo')} label={t('field.until')} hint={t('field.untilHint')} min={today} />
  );
  return (
    <Dialog title={special?.name ?? t('prices.add')} onClose={onClose}>
      {begun ? (
        <FormPanel
          form={form}
          act={end}
          submit={t('form.save')}
          onCancel={onClose}
          input={(values) => ({
            accountId,
            productId: special.productId,
            validFrom: special.validFrom,
            validTo: until(values),
          })}
        >
          {untilField}
        </FormPanel>
      ) : (
        <div className={css['stack']}>
          <FormPanel
            form={form}
            act={set}
            submit={t('form.save')}
            onCancel={onClose}
            input={(values) => ({
              accountId,
              productId: values.productId,
              validFrom: values.validFrom,
              validTo: until(values),
              priceE4: values.priceE4,
            })}
          >
            <ProductField field={form.field('productId')} accountId={accountId} special={special} />
            <PriceField {...form.field('priceE4')} label={t('field.price')} required />
            <DateField
              {...form.field('validFrom')}
              label={t('field.from')}
              min={today}
              required
              disabled={special !== null}
            />
            {untilField}
          </FormPanel>
          {special === null ? null : (
            <ActButton
              act={remove}
              input={{ accountId, productId: special.productId, validFrom: special.validFrom }}
              kind="danger"
            >
              {t('discounts.remove')}
            </ActButton>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** The product of a special price; once agreed it is not another one's. */
function ProductField({
  field,
  accountId,
  special,
}: {
  readonly field: FieldOf<string>;
  readonly accountId: string;
  readonly special: Special | null;
}) {
  const t = useText(screenTexts);
  return (
    <PickField
      {...field}
      label={t('field.product')}
      endpoint={products.pick}
      required
      disabled={special !== null}
      input={(typed) => ({ q: typed, accountId })}
      choice={(row) => ({ value: row.id, label: `${row.code} — ${row.name}`, hint: <Price e4={row.priceE4} /> })}
      chosen={special === null ? '' : `${special.code} — ${special.name}`}
    />
  );
}
