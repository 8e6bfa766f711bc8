import { kernelTexts } from '#kernel/refusal-texts.ts';
import { innProblem, kppProblem, ogrnProblem, type RequisiteProblem } from '#kernel/requisites.ts';
import { useText } from '#web/i18n.ts';
import { FieldRow } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import type { Form } from '#web/ui/form.ts';
import type { EntityFields as Fields } from '../contract.ts';
import { texts } from '../texts.ts';

export const regimes = ['general', 'usn5', 'usn7', 'usn_exempt'] as const;
export type EntityValues = Omit<Fields, 'vatRegime'> & { readonly vatRegime: string };

/** The values as the server takes them: the prefix in capitals, texts copied from letters without spaces. */
export function entityInput(values: EntityValues): Fields {
  return {
    ...values,
    vatRegime: regimes.find((one) => one === values.vatRegime) ?? 'general',
    inn: values.inn.trim(),
    kpp: values.kpp.trim(),
    ogrn: values.ogrn.trim(),
    numberPrefix: values.numberPrefix.trim().toUpperCase(),
  };
}

/** A check of a requisite as a sentence beside the field. */
export function useRequisiteCheck() {
  const t = useText(kernelTexts);
  return (problem: (text: string) => RequisiteProblem | null) => (text: string) => {
    const code = problem(text.trim());
    return code === null ? null : t(code);
  };
}

/** Requisites, VAT and who signs; control digits are checked as a field is left. */
export function EntityFields({ form }: { readonly form: Form<EntityValues> }) {
  const t = useText(texts);
  const check = useRequisiteCheck();
  return (
    <>
      <TextField {...form.field('name')} label={t('firm.name')} hint={t('firm.nameHint')} maxLength={200} required />
      <TextField {...form.field('fullName')} label={t('firm.fullName')} maxLength={500} required />
      <FieldRow>
        <TextField
          {...form.field('inn')}
          label={t('firm.inn')}
          hint={t('firm.innHint')}
          kind="digits"
          maxLength={12}
          check={check(innProblem)}
          required
        />
        <TextField
          {...form.field('kpp')}
          label={t('firm.kpp')}
          hint={t('firm.kppHint')}
          maxLength={9}
          check={check(kppProblem)}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          {...form.field('ogrn')}
          label={t('firm.ogrn')}
          kind="digits"
          maxLength={15}
          check={check(ogrnProblem)}
        />
        <SelectField
          {...form.field('vatRegime')}
          label={t('firm.vatRegime')}
          options={regimes.map((value) => ({ value, label: t(`regime.${value}`) }))}
          required
        />
      </FieldRow>
      <TextField {...form.field('address')} label={t('firm.address')} maxLength={500} rows={2} />
      <TextField
        {...form.field('numberPrefix')}
        label={t('firm.numberPrefix')}
        hint={t('firm.numberPrefixHint')}
        maxLength={8}
      />
      <h3>{t('firm.signatories')}</h3>
      <FieldRow>
        <TextField {...form.field('headPost')} label={t('firm.headPost')} maxLength={100} />
        <TextField {...form.field('headName')} label={t('firm.headName')} maxLength={200} />
      </FieldRow>
      <TextField {...form.field('accountantName')} label={t('firm.accountantName')} maxLength={200} />
    </>
  );
}
