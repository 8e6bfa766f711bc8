import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { FieldRow } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import type { Form } from '#web/ui/form.ts';
import { roles } from '../contract.ts';
import { departments } from '../contract-org.ts';
import { peopleTexts } from '../texts-people.ts';

/** What a form about a person holds; an empty department is ''. */
export type PersonValues = {
  name: string;
  email: string;
  post: string;
  phone: string;
  roleId: string;
  departmentId: string;
};

/** The values as the server takes them. */
export function personInput({ departmentId, ...values }: PersonValues) {
  return { ...values, departmentId: departmentId === '' ? null : departmentId };
}

/** The fields of a person, for the invitation and for the card. */
export function PersonFields(props: {
  readonly form: Pick<Form<PersonValues>, 'field'>;
  /** The first field has the focus as it appears. */
  readonly autoFocus?: boolean;
}) {
  const { form, autoFocus = false } = props;
  const t = useText(peopleTexts);
  const roleOptions = useLoaded(roles.list, {}).rows.map(({ id, name }) => ({ value: id, label: name }));
  const departmentOptions = useLoaded(departments.list, {}).rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextField {...form.field('name')} label={t('people.name')} maxLength={200} required autoFocus={autoFocus} />
      <TextField {...form.field('email')} label={t('people.email')} kind="email" maxLength={254} required />
      <FieldRow>
        <TextField {...form.field('post')} label={t('people.post')} maxLength={200} />
        <TextField {...form.field('phone')} label={t('people.phone')} kind="tel" maxLength={50} />
      </FieldRow>
      <SelectField {...form.field('roleId')} label={t('people.role')} options={roleOptions} required />
      <SelectField
        {...form.field('departmentId')}
        label={t('people.department')}
        options={departmentOptions}
        placeholder={t('people.noDepartment')}
        clearable
      />
    </>
  );
}
