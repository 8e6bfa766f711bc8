import { useText } from '#web/i18n.ts';
import { useLang, useSession } from '#web/session.tsx';
import { FieldRow } from '#web/ui/FormPanel.tsx';
import { PriceField, QuantityField, SelectField, TextField } from '#web/ui/fields.tsx';
import type { Form } from '#web/ui/form.ts';
import { PickField } from '#web/ui/PickField.tsx';
import { countries, countryName, units } from '../contract/lists.ts';
import { brands, vatClasses } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { CategoryField } from './CategoryField.tsx';
import type { ProductValues } from './product-values.ts';

type FieldsProps = {
  readonly form: Form<ProductValues>;
  /** Names of the brand and the category that are chosen already. */
  readonly brandName?: string;
  readonly categoryPath?: string;
};

/** The fields of a product's form. */
export function ProductFields({ form, brandName = '', categoryPath = '' }: FieldsProps) {
  const t = useText(screenTexts);
  const lang = useLang();
  const { seesCost } = useSession();
  const unit = units.find((one) => one.code === form.values.okeiCode)?.short ?? '';
  const lands = countries
    .map((country) => ({ value: country.code, label: countryName(country, lang) }))
    .sort((a, b) => a.label.localeCompare(b.label, lang));
  return (
    <>
      <TextField {...form.field('code')} label={t('field.code')} required maxLength={60} />
      <TextField {...form.field('name')} label={t('field.name')} required maxLength={300} />
      <PickField
        {...form.field('brandId')}
        label={t('field.brand')}
        endpoint={brands.list}
        input={(typed) => ({ q: typed })}
        choice={(row) => ({ value: row.id, label: row.name })}
        chosen={brandName}
      />
      <CategoryField field={form.field('categoryId')} label={t('field.category')} chosen={categoryPath} />
      <FieldRow>
        <SelectField
          {...form.field('okeiCode')}
          label={t('field.unit')}
          hint={'\u00a0'}
          options={units.map((one) => ({ value: one.code, label: `${one.short} — ${one.name}` }))}
        />
        <QuantityField
          {...form.field('packMilli')}
          label={t('field.pack')}
          hint={t('field.packHint')}
          unit={unit}
          required
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          {...form.field('vatClass')}
          label={t('field.vat')}
          options={vatClasses.map((value) => ({ value, label: t(`vat.${value}`) }))}
        />
        <SelectField {...form.field('countryCode')} label={t('field.country')} options={lands} clearable />
      </FieldRow>
      <FieldRow>
        <PriceField {...form.field('minPriceE4')} label={t('field.minPrice')} hint={t('field.minPriceHint')} />
        {seesCost ? <PriceField {...form.field('costE4')} label={t('field.cost')} hint={'\u00a0'} /> : null}
      </FieldRow>
      <TextField {...form.field('barcodes')} label={t('field.barcodes')} hint={t('field.barcodesHint')} rows={2} />
      <FieldRow>
        <TextField {...form.field('declaration')} label={t('field.declaration')} maxLength={60} />
        <TextField {...form.field('externalId')} label={t('field.externalId')} maxLength={120} />
      </FieldRow>
    </>
  );
}
