import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { brands } from '#modules/catalog/contract.ts';
import { CategoryField } from '#modules/catalog/screens/index.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PercentField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Percent } from '#web/ui/values.tsx';
import type { TermsCard } from '../contract/views.ts';
import { terms } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';
import { priceViews } from './SetPricesForm.tsx';
import { StateOf } from './StateOf.tsx';

type Discount = TermsCard['discounts'][number];

const changed = [terms.get, ...priceViews];

/** Discounts of the terms on brands and categories. */
export function TermsDiscounts({ card }: { readonly card: TermsCard }) {
  const t = useText(screenTexts);
  const [asked, setAsked] = useState<Discount | 'new' | null>(null);
  const open = card.closed.set === null;
  const add = open ? (
    <Button small icon={<IconPlus size={14} />} onClick={() => setAsked('new')}>
      {t('discounts.add')}
    </Button>
  ) : null;
  return (
    <Panel title={t('discounts.title')} acts={add} flush>
      <DataGrid
        caption={t('discounts.title')}
        rows={card.discounts}
        rowId={(row) => row.id}
        {...(open ? { onOpen: (row: Discount) => setAsked(row) } : {})}
        columns={[
          { key: 'name', title: t('discounts.scope'), width: 240, cell: (row) => row.name },
          {
            key: 'bp',
            title: t('field.discount'),
            align: 'end',
            width: 90,
            cell: (row) => <Percent bp={row.discountBp} digits={2} />,
          },
          {
            key: 'from',
            title: t('field.from'),
            width: 120,
            cell: (row) => <DateText value={row.validFrom} />,
            phone: 'line',
          },
          {
            key: 'to',
            title: t('field.until'),
            width: 120,
            cell: (row) => <DateText value={row.validTo} />,
            phone: 'line',
          },
          {
            key: 'state',
            title: t('field.state'),
            width: 130,
            cell: (row) => <StateOf state={row.state} />,
            phone: 'line',
          },
        ]}
        empty={{ title: t('discounts.none'), act: add }}
      />
      {asked === null ? null : asked === 'new' ? (
        <AddDialog card={card} onClose={() => setAsked(null)} />
      ) : (
        <EndDialog card={card} discount={asked} onClose={() => setAsked(null)} />
      )}
    </Panel>
  );
}

type DialogProps = { readonly card: TermsCard; readonly onClose: () => void };

function AddDialog({ card, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const form = useForm({ brandId: '', categoryId: '', discountBp: '', validFrom: card.today, validTo: '' });
  const add = useAct(terms.addDiscount, {
    invalidates: changed,
    onDone: () => {
      done(t('form.saved'));
      onClose();
    },
  });
  return (
    <Dialog title={t('discounts.add')} onClose={onClose}>
      <FormPanel
        form={form}
        act={add}
        input={(values) => ({
          accountId: card.accountId,
          id: form.id,
          brandId: values.brandId === '' ? null : values.brandId,
          categoryId: values.categoryId === '' ? null : values.categoryId,
          discountBp: Number(values.discountBp),
          validFrom: values.validFrom,
          validTo: values.validTo === '' ? null : values.validTo,
        })}
        submit={t('discounts.add')}
        onCancel={onClose}
      >
        <p className="muted">{t('discounts.either')}</p>
        <PickField
          {...form.field('brandId')}
          label={t('field.brand')}
          endpoint={brands.list}
          input={(typed) => ({ q: typed })}
          choice={(row) => ({ value: row.id, label: row.name })}
          onPick={(row) => row !== null && form.set('categoryId', '')}
        />
        <CategoryField field={form.field('categoryId')} label={t('field.category')} />
        <PercentField {...form.field('discountBp')} label={t('field.discount')} required />
        <DateField {...form.field('validFrom')} label={t('field.from')} min={card.today} required />
        <DateField {...form.field('validTo')} label={t('field.until')} hint={t('field.untilHint')} min={card.today} />
      </FormPanel>
    </Dialog>
  );
}

function EndDialog({ card, discount, onClose }: DialogProps & { readonly discount: Discount }) {
  const t = useText(screenTexts);
  const form = useForm({ validTo: discount.validTo ?? '' });
  const which = { accountId: card.accountId, discountId: discount.id };
  const end = useAct(terms.endDiscount, {
    invalidates: changed,
    onDone: () => {
      done(t('form.saved'));
      onClose();
    },
  });
  const remove = useAct(terms.removeDiscount, {
    invalidates: changed,
    onDone: () => {
      done(t('discounts.removed'));
      onClose();
    },
  });
  return (
    <Dialog title={discount.name} onClose={onClose}>
      <div className={css['stack']}>
        <FormPanel
          form={form}
          act={end}
          submit={t('form.save')}
          unguarded
          onCancel={onClose}
          input={({ validTo }) => ({ ...which, validTo: validTo === '' ? null : validTo })}
        >
          <DateField {...form.field('validTo')} label={t('field.until')} hint={t('field.untilHint')} min={card.today} />
        </FormPanel>
        <ActButton act={remove} input={which} kind="danger">
          {t('discounts.remove')}
        </ActButton>
      </div>
    </Dialog>
  );
}
