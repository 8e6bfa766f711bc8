import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useSession } from '#web/session.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { Price, Quantity } from '#web/ui/values.tsx';
import { countryName, countryOf } from '../contract/lists.ts';
import { type ProductCard, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { ProductFields } from './ProductFields.tsx';
import { fieldsOf, valuesOf } from './product-values.ts';

/** What is known of the product: a form for those who may edit it, facts for others. */
export function ProductAbout({ card }: { readonly card: ProductCard }) {
  return card.closed.edit === null ? <EditForm card={card} /> : <AboutFacts card={card} />;
}

function EditForm({ card }: { readonly card: ProductCard }) {
  const t = useText(screenTexts);
  const { seesCost } = useSession();
  const form = useForm(valuesOf(card));
  const edit = useAct(products.edit, {
    invalidates: [products.get, products.list, products.pick, products.timeline, products.options],
    onDone: ({ warnings: [doubt] }) =>
      done(doubt === undefined ? t('form.saved') : t('form.warnings', { barcode: doubt.barcode })),
  });
  return (
    <FormPanel
      form={form}
      act={edit}
      input={(values) => ({ productId: card.id, version: card.version, ...fieldsOf(values, seesCost) })}
      submit={t('form.save')}
    >
      <ProductFields form={form} brandName={card.brand?.name ?? ''} categoryPath={card.category?.path ?? ''} />
    </FormPanel>
  );
}

function AboutFacts({ card }: { readonly card: ProductCard }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const country = countryOf(card.countryCode);
  return (
    <Panel>
      <Facts
        rows={[
          [t('field.unit'), card.unit],
          [t('field.pack'), <Quantity key="pack" milli={card.packMilli} unit={card.unit} />],
          [t('field.vat'), t(`vat.${card.vatClass}`)],
          [t('field.country'), card.countryCode === '' || country === null ? '' : countryName(country, lang)],
          [t('field.declaration'), card.declaration],
          [t('field.minPrice'), <Price key="min" e4={card.minPriceE4} />],
          [t('field.barcodes'), card.barcodes.join(', ')],
          [t('field.externalId'), card.externalId ?? ''],
        ]}
      />
    </Panel>
  );
}
