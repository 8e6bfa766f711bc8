import { IconPlus, IconX } from '@tabler/icons-react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PercentField, QuantityField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';
import { priceViews } from './SetPricesForm.tsx';

type Break = { readonly minMilli: string; readonly discountBp: number };

const most = 20;

/** All quantity breaks of a product, edited as one list. */
export function BreaksDialog(props: {
  readonly productId: string;
  readonly unit: string;
  readonly breaks: readonly Break[];
  readonly onClose: () => void;
}) {
  const t = useText(screenTexts);
  const { productId, unit, breaks, onClose } = props;
  const first = breaks.length === 0 ? [{ minMilli: '', discountBp: 0 }] : breaks;
  const form = useForm<Record<string, string>>(
    Object.fromEntries(
      first.flatMap((one, at) => [
        [`min${at}`, one.minMilli],
        [`bp${at}`, one.discountBp === 0 ? '' : String(one.discountBp)],
      ]),
    ),
  );
  const set = useAct(prices.setBreaks, {
    invalidates: priceViews,
    onDone: () => {
      done(t('form.saved'));
      onClose();
    },
  });
  const places = Object.keys(form.values)
    .filter((key) => key.startsWith('min'))
    .map((key) => Number(key.slice(3)));
  const without = (place: number) =>
    form.setAll(
      Object.fromEntries(Object.entries(form.values).filter(([key]) => key !== `min${place}` && key !== `bp${place}`)),
    );
  const next = Math.max(-1, ...places) + 1;
  return (
    <Dialog title={t('breaks.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={set}
        input={(values) => ({
          productId,
          breaks: places
            .map((place) => ({ minMilli: values[`min${place}`] ?? '', discountBp: Number(values[`bp${place}`] ?? '') }))
            .filter((one) => one.minMilli !== '' && one.discountBp > 0),
        })}
        submit={t('form.save')}
        onCancel={onClose}
      >
        {places.map((place) => (
          <div key={place} className={css['break']}>
            <QuantityField {...form.field(`min${place}`)} label={t('breaks.from')} unit={unit} />
            <PercentField {...form.field(`bp${place}`)} label={t('field.discount')} />
            <Button bare kind="quiet" aria-label={t('breaks.remove')} onClick={() => without(place)}>
              <IconX size={16} />
            </Button>
          </div>
        ))}
        {places.length >= most ? null : (
          <span>
            <Button
              small
              kind="quiet"
              icon={<IconPlus size={14} />}
              onClick={() => form.setAll({ ...form.values, [`min${next}`]: '', [`bp${next}`]: '' })}
            >
              {t('breaks.add')}
            </Button>
          </span>
        )}
      </FormPanel>
    </Dialog>
  );
}
