import { useState } from 'react';
import { products } from '#modules/catalog/contract.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { QuantityField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { stockViews } from './stock-views.ts';
import { WarehouseField } from './WarehouseField.tsx';

type ExpectProps = {
  /** The product, when it is known already. */
  readonly product?: { readonly productId: string; readonly name: string; readonly unit: string };
  readonly warehouseId?: string;
  readonly onClose: () => void;
};

/** Awaits goods on a day: orders that wait for the product get the day. */
export function ExpectDialog({ product, warehouseId = '', onClose }: ExpectProps) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const [unit, setUnit] = useState(product?.unit ?? '');
  const form = useForm({
    productId: product?.productId ?? '',
    warehouseId,
    quantityMilli: '',
    expectedOn: '',
    reference: '',
  });
  const expect = useAct(stock.expect, {
    invalidates: stockViews,
    onDone: () => {
      done(t('expect.done'));
      onClose();
    },
  });
  return (
    <Dialog title={t('expect.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={expect}
        input={(values) => ({ id: form.id, ...values })}
        submit={t('expect.submit')}
        onCancel={onClose}
      >
        <PickField
          {...form.field('productId')}
          label={t('field.product')}
          endpoint={products.pick}
          input={(typed) => ({ q: typed })}
          choice={(row) => ({ value: row.id, label: row.name, hint: row.code })}
          chosen={product?.name ?? ''}
          onPick={(row) => setUnit(row?.unit ?? '')}
          required
          autoFocus={product === undefined}
        />
        <WarehouseField field={form.field('warehouseId')} />
        <FieldRow>
          <QuantityField
            {...form.field('quantityMilli')}
            label={t('field.quantity')}
            unit={unit}
            required
            autoFocus={product !== undefined}
          />
          <DateField {...form.field('expectedOn')} label={t('field.expectedOn')} min={today} required />
        </FieldRow>
        <TextField
          {...form.field('reference')}
          label={t('field.reference')}
          hint={t('expect.referenceHint')}
          maxLength={100}
        />
      </FormPanel>
    </Dialog>
  );
}
