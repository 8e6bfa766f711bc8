import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { addDays } from '#kernel/plain-date.ts';
import { useAct } from '#web/act.ts';
import { inText, sumText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { MoneyField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { type CreditCard, credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { creditViews } from './credit-views.ts';
import { useLastDay } from './last-day.ts';

type Scope = 'account' | 'group';

/** Sets a limit for the account or its group, for good or for a time; says what it comes to before it is done. */
export function LimitDialog({ card, onClose }: { readonly card: CreditCard; readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const form = useForm({
    scope: (card.limitScope === 'group' ? 'group' : 'account') as Scope,
    limitMinor: '',
    validFrom: today,
    lastDay: '',
    reason: '',
  });
  const { values } = form;
  const set = useAct(credit.setLimit, {
    invalidates: creditViews,
    onDone: () => {
      done(t('set.done'));
      onClose();
    },
  });
  return (
    <Dialog title={t('set.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={set}
        input={({ lastDay, ...sent }) => ({
          ...sent,
          id: form.id,
          accountId: card.accountId,
          validTo: lastDay === '' ? null : addDays(lastDay, 1),
        })}
        submit={t('set.do')}
        onCancel={onClose}
      >
        {card.groupName === null ? null : (
          <div className={css['scope']}>
            <SegmentedControl
              aria-label={t('set.scope')}
              value={values.scope}
              onChange={(scope) => form.set('scope', scope === 'group' ? 'group' : 'account')}
              data={[
                { value: 'account', label: t('set.account') },
                { value: 'group', label: t('set.group', { name: card.groupName }) },
              ]}
            />
            <small className="muted">{t(`set.${values.scope}Hint`)}</small>
          </div>
        )}
        <MoneyField {...form.field('limitMinor')} label={t('set.limit')} required autoFocus />
        <FieldRow>
          <DateField {...form.field('validFrom')} label={t('set.from')} required />
          <DateField {...form.field('lastDay')} label={t('set.to')} min={values.validFrom} />
        </FieldRow>
        <small className="muted">{t('set.toHint')}</small>
        <TextField
          {...form.field('reason')}
          label={t('set.reason')}
          hint={t('set.reasonHint')}
          required
          maxLength={500}
        />
        <Effect card={card} {...values} />
      </FormPanel>
    </Dialog>
  );
}

type Chosen = {
  readonly scope: Scope;
  readonly limitMinor: string;
  readonly validFrom: string;
  readonly lastDay: string;
};

/** What the limit will come to, where it is weighed against what is used now and begins at once. */
function Effect({ card, scope, limitMinor, validFrom, lastDay }: Chosen & { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const { today } = useOrgTime();
  const last = useLastDay();
  const same = scope === card.limitScope || (scope === 'account' && card.limitScope === 'none');
  if (same && card.limitUntil !== null && lastDay === '') {
    return <p role="status">{t('set.waits', { date: last(card.limitUntil) })}</p>;
  }
  if (!same || limitMinor === '' || validFrom > today) return null;
  const text = (minor: bigint) => inText(sumText(minor, lang));
  const freeOf = (limit: string) => BigInt(limit) - BigInt(card.exposureMinor);
  const now = card.limitMinor === null ? '—' : text(freeOf(card.limitMinor));
  const left = freeOf(limitMinor);
  return (
    <p role="status">
      {left < 0n ? t('set.afterOver', { over: text(-left) }) : t('set.after', { now, after: text(left) })}
    </p>
  );
}
