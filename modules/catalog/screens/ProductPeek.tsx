import { useText } from '#web/i18n.ts';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { Price, Quantity } from '#web/ui/values.tsx';
import type { ProductRow } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './catalog.module.css';
import { LifeBadge } from './LifeBadge.tsx';

/** A product at a glance, beside the list. */
export function ProductPeek({ row }: { readonly row: ProductRow }) {
  const t = useText(screenTexts);
  return (
    <div className={css['stack']}>
      <LifeBadge state={row.lifeState} />
      <Panel>
        <Facts
          rows={[
            [t('field.code'), <CopyText key="code" text={row.code} />],
            [t('field.brand'), row.brandName],
            [t('field.category'), row.categoryPath],
            [t('field.price'), <Price key="price" e4={row.priceE4} />],
            [t('field.free'), <Quantity key="free" milli={row.freeMilli} unit={row.unit} />],
            [t('field.pack'), <Quantity key="pack" milli={row.packMilli} unit={row.unit} />],
            [t('field.vat'), t(`vat.${row.vatClass}`)],
          ]}
        />
      </Panel>
    </div>
  );
}
