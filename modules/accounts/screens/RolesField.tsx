import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';
import { useText } from '#web/i18n.ts';
import { type FieldOf, useCheck } from '#web/ui/form.ts';
import { type Role, roles } from '../model.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';

/** What the account is to us: at least one. */
export function RolesField({ field }: { readonly field: FieldOf<readonly Role[]> }) {
  const t = useText(texts);
  useCheck(field, undefined, t('form.rolesEmpty'));
  const turn = (role: Role, on: boolean) =>
    field.onChange(on ? [...field.value, role] : field.value.filter((one) => one !== role));
  return (
    <fieldset className={css['roles']}>
      <legend>{t('field.roles')}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          label={t(`role.${role}`)}
          checked={field.value.includes(role)}
          onChange={(event) => turn(role, event.currentTarget.checked)}
        />
      ))}
      {field.error === null ? null : <p role="alert">{field.error}</p>}
    </fieldset>
  );
}
