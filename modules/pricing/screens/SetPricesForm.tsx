import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PriceField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { priceColumns, prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

export type KnownPrice = { readonly columnId: string; readonly name: string; readonly priceE4: string | null };

/** What shows prices, and is read again when they change. */
export const priceViews = [
  prices.list,
  prices.ofProduct,
  prices.ofAccount,
  prices.changes,
  prices.changeDays,
  prices.explain,
  priceColumns.list,
];

/** Prices of a product in every column from a day on; those left as they are stay as they are. */
export function SetPricesForm({
  productId,
  known,
  onDone,
}: {
  readonly productId: string;
  readonly known: readonly KnownPrice[];
  readonly onDone?: () => void;
}) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const before = Object.fromEntries(known.map((one) => [one.columnId, one.priceE4 ?? '']));
  const form = useForm<Record<string, string>>({ ...before, validFrom: today });
  const set = useAct(prices.set, {
    invalidates: priceViews,
    onDone: ({ changed }) => {
      done(changed === 0 ? t('prices.same') : t('prices.setDone', { count: changed }));
      onDone?.();
    },
  });
  // Prices that nobody touched are not sent: from a later day they would undo the changes that are planned for it.
  const act: typeof set = {
    ...set,
    run: async (input) => {
      if (input.prices.length > 0) return set.run(input);
      done(t('prices.same'));
      return undefined;
    },
  };
  const changed = (values: Record<string, string>) =>
    known.filter(({ columnId }) => values[columnId] !== '' && values[columnId] !== before[columnId]);
  return (
    <FormPanel
      form={form}
      act={act}
      input={(values) => {
        const validFrom = values['validFrom'] ?? today;
        const rows = changed(values);
        return {
          prices: rows.map(({ columnId }) => ({ productId, columnId, validFrom, priceE4: values[columnId] ?? '' })),
        };
      }}
      submit={t('prices.set')}
      unguarded={onDone === undefined}
      wide
      {...(onDone === undefined ? {} : { onCancel: onDone })}
    >
      {known.map(({ columnId, name }) => (
        <PriceField key={columnId} {...form.field(columnId)} label={name} />
      ))}
      <DateField {...form.field('validFrom')} label={t('field.from')} min={today} required />
    </FormPanel>
  );
}
