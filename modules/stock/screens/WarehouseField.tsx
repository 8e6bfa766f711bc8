import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { SelectField } from '#web/ui/fields.tsx';
import type { FieldOf } from '#web/ui/form.ts';
import { stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** A warehouse; the main one until another is chosen. */
export function WarehouseField({ field }: { readonly field: FieldOf<string> }) {
  const t = useText(screenTexts);
  const { data } = useQuery({ ...ask(stock.warehouses, {}), throwOnError: false });
  const rows = data?.rows ?? [];
  const main = rows[0]?.id;
  const { value, onChange } = field;
  useEffect(() => {
    if (value === '' && main !== undefined) onChange(main);
  }, [value, main, onChange]);
  return (
    <SelectField
      {...field}
      label={t('field.warehouse')}
      options={rows.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
      required
    />
  );
}
