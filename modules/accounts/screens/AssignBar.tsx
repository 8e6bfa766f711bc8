import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { SelectField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';

type AssignBarProps = {
  readonly rows: readonly { readonly id: string }[];
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly clear: () => void;
};

/** Makes a person responsible for the chosen accounts. */
export function AssignBar({ rows, managers, clear }: AssignBarProps) {
  const t = useText(texts);
  const form = useForm({ managerId: '' });
  const assign = useAct(accounts.assign, {
    invalidates: [accounts.list, accounts.get, accounts.timeline, accounts.managers],
    onDone: ({ changed }) => {
      done(t('assign.done', { count: changed }));
      clear();
    },
  });
  const { managerId } = form.values;
  return (
    <span className={css['bulk']}>
      <SelectField
        {...form.field('managerId')}
        label={<span className="unseen">{t('field.managerId')}</span>}
        placeholder={t('assign.choose')}
        options={managers.map((one) => ({ value: one.id, label: one.name }))}
      />
      <ActButton
        act={assign}
        input={{ accountIds: rows.map((row) => row.id), managerId, reason: '' }}
        closed={managerId === '' ? { code: 'accounts.manager_not_chosen' } : null}
        small
        says="side"
      >
        {t('assign.do')}
      </ActButton>
    </span>
  );
}
