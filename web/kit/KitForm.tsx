import { innProblem } from '#kernel/requisites.ts';
import { useAct } from '../act.ts';
import { useText } from '../i18n.ts';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';
import { DateField } from '../ui/DateField.tsx';
import { FieldRow, FormPanel } from '../ui/FormPanel.tsx';
import { MoneyField, PercentField, QuantityField, SelectField, SwitchField, TextField } from '../ui/fields.tsx';
import { useForm } from '../ui/form.ts';
import { PickField } from '../ui/PickField.tsx';
import { samples } from './samples.ts';
import { kitPageTexts } from './texts.ts';

/** A sample form. */
export function KitForm() {
  const t = useText(kitPageTexts);
  const act = useAct(samples.invalid);
  const form = useForm({
    name: '',
    inn: '',
    kind: '',
    accountId: '',
    limitMinor: '',
    quantityMilli: '',
    discountBp: '',
    dueOn: '',
    comment: '',
    agreed: false,
  });
  return (
    <FormPanel
      form={form}
      act={act}
      input={(values) => values}
      submit={t('create')}
      onCancel={() => go(paths.kitList())}
    >
      <TextField {...form.field('name')} label={t('name')} hint={t('nameHint')} required />
      <TextField
        {...form.field('inn')}
        label={t('inn')}
        kind="digits"
        check={(text) => (innProblem(text) === null ? null : t('inn'))}
      />
      <SelectField
        {...form.field('kind')}
        label={t('kind')}
        options={['A', 'B', 'C'].map((value) => ({ value, label: value }))}
        required
      />
      <PickField
        {...form.field('accountId')}
        label={t('account')}
        endpoint={samples.rows}
        input={(typed) => ({ q: typed })}
        choice={(row) => ({ value: row.id, label: row.name, hint: row.city })}
      />
      <FieldRow>
        <MoneyField {...form.field('limitMinor')} label={t('limit')} required />
        <DateField {...form.field('dueOn')} label={t('dueOn')} />
      </FieldRow>
      <FieldRow>
        <QuantityField {...form.field('quantityMilli')} label={t('quantity')} unit="шт." />
        <PercentField {...form.field('discountBp')} label={t('discount')} />
      </FieldRow>
      <TextField {...form.field('comment')} label={t('comment')} rows={3} />
      <SwitchField {...form.field('agreed')} label={t('agreed')} />
    </FormPanel>
  );
}
