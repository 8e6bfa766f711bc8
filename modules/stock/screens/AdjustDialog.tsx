import { useAct } from '#web/act.ts';
import { amountText, inText, wholeOf } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang } from '#web/session.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { QuantityField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Facts } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { Quantity } from '#web/ui/values.tsx';
import { stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { stockViews } from './stock-views.ts';

type AdjustProps = {
  readonly product: { readonly productId: string; readonly name: string; readonly unit: string };
  readonly place: {
    readonly warehouseId: string;
    readonly warehouseCode: string;
    readonly onHandMilli: string;
    readonly reservedMilli: string;
  };
  readonly onClose: () => void;
};

/** Corrects what is on hand: the person says how much there really is, the difference is sent with the reason. */
export function AdjustDialog({ product, place, onClose }: AdjustProps) {
  const t = useText(screenTexts);
  const form = useForm({ counted: '', note: '' });
  const checkCounted = useCountedCheck({ product, place });
  const { productId, unit } = product;
  const { warehouseId } = place;
  const onHand = BigInt(place.onHandMilli);
  const counted = wholeOf(form.values.counted);
  const adjust = useAct(stock.adjust, {
    invalidates: stockViews,
    onDone: ({ filledOrders }) => {
      done(filledOrders === 0 ? t('adjust.done') : t('adjust.filled', { count: filledOrders }));
      onClose();
    },
  });
  return (
    <Dialog title={t('adjust.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={adjust}
        input={({ counted: text, note }) => {
          const quantityMilli = String((wholeOf(text) ?? onHand) - onHand);
          return { id: form.id, productId, warehouseId, quantityMilli, note };
        }}
        submit={t('adjust.act')}
        onCancel={onClose}
      >
        <Facts
          rows={[
            [t('field.product'), product.name],
            [t('field.warehouse'), place.warehouseCode],
            [t('adjust.now'), <Quantity key="now" milli={onHand} unit={unit} />],
            [t('field.reserved'), <Quantity key="reserved" milli={place.reservedMilli} unit={unit} />],
          ]}
        />
        <QuantityField
          {...form.field('counted')}
          label={t('adjust.counted')}
          unit={unit}
          required
          autoFocus
          check={checkCounted}
        />
        <Difference by={counted === null ? 0n : counted - onHand} unit={unit} />
        <TextField
          {...form.field('note')}
          label={t('field.reason')}
          hint={t('adjust.reasonHint')}
          required
          maxLength={500}
        />
      </FormPanel>
    </Dialog>
  );
}

/** What is wrong with a counted quantity: the same as is kept, or less than what is promised. */
function useCountedCheck({ product, place }: Pick<AdjustProps, 'product' | 'place'>) {
  const t = useText(screenTexts);
  const lang = useLang();
  const reserved = BigInt(place.reservedMilli);
  return (milli: bigint): string | null => {
    if (milli === BigInt(place.onHandMilli)) return t('adjust.same');
    const quantity = inText(amountText(reserved, lang, product.unit));
    return milli < reserved ? t('adjust.promised', { quantity }) : null;
  };
}

function Difference({ by, unit }: { readonly by: bigint; readonly unit: string }) {
  const t = useText(screenTexts);
  if (by === 0n) return null;
  return (
    <p aria-live="polite">
      {by > 0n ? t('adjust.more') : t('adjust.less')}: <Quantity milli={by > 0n ? by : -by} unit={unit} />
    </p>
  );
}
