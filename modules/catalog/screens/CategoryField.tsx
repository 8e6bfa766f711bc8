import type { FieldOf } from '#web/ui/form.ts';
import { PickField } from '#web/ui/PickField.tsx';
import { categories } from '../contract.ts';

/** A category picked by its path. */
export function CategoryField({
  field,
  label,
  chosen = '',
}: {
  readonly field: FieldOf<string>;
  readonly label: string;
  /** The path of the category that is chosen already. */
  readonly chosen?: string;
}) {
  return (
    <PickField
      {...field}
      label={label}
      endpoint={categories.pick}
      input={(typed) => ({ q: typed })}
      choice={(row) => ({ value: row.id, label: row.path })}
      chosen={chosen}
    />
  );
}
