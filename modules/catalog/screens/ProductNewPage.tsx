import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { brands, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { ProductFields } from './ProductFields.tsx';
import { blankProduct, fieldsOf } from './product-values.ts';

/** A new product. */
export function ProductNewPage() {
  const t = useText(screenTexts);
  const { seesCost } = useSession();
  const form = useForm(blankProduct);
  const create = useAct(products.create, {
    invalidates: [products.list, products.pick, products.options, brands.list],
    onDone: ({ id, warnings }) => {
      const [doubt] = warnings;
      done(doubt === undefined ? t('form.created') : t('form.warnings', { barcode: doubt.barcode }));
      go(paths.product(id), { replace: true });
    },
  });
  return (
    <Page title={t('form.newTitle')} back={paths.products()}>
      <FormPanel
        form={form}
        act={create}
        input={(values) => ({ id: form.id, ...fieldsOf(values, seesCost) })}
        submit={t('form.create')}
        draft="product-new"
        onCancel={() => go(paths.products())}
      >
        <ProductFields form={form} />
      </FormPanel>
    </Page>
  );
}
