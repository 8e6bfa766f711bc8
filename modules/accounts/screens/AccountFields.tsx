import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { innProblem, kppProblem, normalizeInn, ogrnProblem } from '#kernel/requisites.ts';
import { hasText } from '#kernel/texts.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Button } from '#web/ui/Button.tsx';
import { FieldRow } from '#web/ui/FormPanel.tsx';
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx';
import type { Form } from '#web/ui/form.ts';
import { PickField } from '#web/ui/PickField.tsx';
import { accountGroups, accounts } from '../contract.ts';
import { kinds } from '../model.ts';
import { texts } from '../texts.ts';
import type { AccountValues } from './account-values.ts';
import css from './accounts.module.css';
import type { GroupMaking } from './GroupDialog.tsx';
import { RolesField } from './RolesField.tsx';

type FieldsProps = {
  readonly form: Form<AccountValues>;
  /** The group that is chosen already, and the way to make one. */
  readonly making: GroupMaking;
  /** The account itself when it is edited, so that it is not called its own double. */
  readonly accountId?: string;
};

/** The fields of an account's form; firms that look like it are named as it is typed. */
export function AccountFields({ form, making, accountId }: FieldsProps) {
  const t = useText(texts);
  const { values } = form;
  const foreign = values.kind === 'foreign';
  const problem = (code: string | null) => {
    const key = code?.replace('requisites.', 'accounts.') ?? '';
    return hasText(texts, key) ? t(key) : null;
  };
  const checked = (check: (text: string) => string | null) => (text: string) =>
    foreign || text === '' ? null : problem(check(text.replace(/\s/g, '')));
  return (
    <>
      <SelectField
        {...form.field('kind')}
        label={t('field.kind')}
        options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <TextField {...form.field('name')} label={t('field.name')} hint={t('form.nameHint')} required maxLength={200} />
      <FieldRow>
        <TextField
          {...form.field('inn')}
          label={foreign ? t('form.taxNumber') : t('field.inn')}
          kind={foreign ? 'text' : 'digits'}
          check={checked((text) => innProblem(normalizeInn(text)))}
        />
        {values.kind === 'company' ? (
          <TextField {...form.field('kpp')} label={t('field.kpp')} check={checked(kppProblem)} />
        ) : null}
        {foreign ? <TextField {...form.field('country')} label={t('field.country')} maxLength={2} /> : null}
      </FieldRow>
      <Lookalikes values={values} accountId={accountId} />
      <FieldRow>
        <TextField {...form.field('phone')} label={t('field.phone')} kind="tel" maxLength={100} />
        <TextField {...form.field('email')} label={t('field.email')} maxLength={200} />
      </FieldRow>
      <GroupField form={form} making={making} />
      <RolesField field={form.field('roles')} />
      <FieldRow>
        <TextField {...form.field('tier')} label={t('field.tier')} hint={t('form.tierHint')} maxLength={40} />
        <TextField {...form.field('segment')} label={t('field.segment')} hint={t('form.segmentHint')} maxLength={80} />
      </FieldRow>
      <SwitchField {...form.field('isKey')} label={t('field.isKey')} hint={t('form.keyHint')} />
      <TextField {...form.field('fullName')} label={t('field.fullName')} rows={2} maxLength={500} />
      {foreign || values.kind === 'person' ? null : (
        <TextField {...form.field('ogrn')} label={t('field.ogrn')} kind="digits" check={checked(ogrnProblem)} />
      )}
      <TextField {...form.field('legalAddress')} label={t('field.legalAddress')} rows={2} maxLength={500} />
      <TextField {...form.field('actualAddress')} label={t('field.actualAddress')} rows={2} maxLength={500} />
      <TextField {...form.field('website')} label={t('field.website')} kind="text" maxLength={200} />
      <TextField {...form.field('code')} label={t('field.code')} hint={t('form.codeHint')} maxLength={40} />
    </>
  );
}

/** The group: picked from those that are there, or made on the spot. */
function GroupField({ form, making }: Pick<FieldsProps, 'form' | 'making'>) {
  const t = useText(texts);
  return (
    <div className={css['withButton']}>
      <PickField
        key={making.name}
        {...form.field('groupId')}
        label={t('field.groupId')}
        endpoint={accountGroups.list}
        input={(typed) => ({ q: typed })}
        choice={(row) => ({ value: row.id, label: row.name })}
        chosen={making.name}
      />
      <Button onClick={making.begin}>{t('groups.new')}</Button>
    </div>
  );
}

const typingMs = 400;
const tellingLength = 4;

/** Accounts that look like the one being typed, with why. */
function Lookalikes({
  values,
  accountId,
}: {
  readonly values: AccountValues;
  readonly accountId?: string | undefined;
}) {
  const t = useText(texts);
  const { name, inn, phone, email } = values;
  const [probe] = useDebouncedValue(JSON.stringify({ name, inn, phone, email }), typingMs);
  const asked: Record<string, string> = JSON.parse(probe);
  const found = useQuery({
    ...ask(accounts.similar, { ...asked, ...(accountId === undefined ? {} : { exceptId: accountId }) }),
    enabled: Object.values(asked).some((text) => text.length >= tellingLength),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className={css['alike']} role="status">
      <strong>{t('form.alike')}</strong>
      <ul>
        {rows.map((row) => (
          <li key={row.accountId}>
            <A to={paths.account(row.accountId)}>{row.name}</A> <span className="muted">{t(`alike.${row.why}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
