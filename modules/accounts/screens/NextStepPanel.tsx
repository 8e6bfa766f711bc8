import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { accountViews } from './LifeDialogs.tsx';

/** What is done next with the account, and when. */
export function NextStepPanel({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const [editing, setEditing] = useState(false);
  const before = { accountId: card.id, text: card.nextStep, on: card.nextStepOn };
  const set = useAct(accounts.setNextStep, { invalidates: accountViews });
  const finish = useAct(accounts.setNextStep, {
    invalidates: accountViews,
    onDone: () => done(t('step.done'), { undo: () => void set.run(before) }),
  });
  if (editing) return <NextStepForm card={card} onClose={() => setEditing(false)} />;
  const none = card.nextStep === '';
  return (
    <Panel
      title={t('card.nextStep')}
      acts={
        card.closed.edit === null ? (
          <Button small kind="quiet" onClick={() => setEditing(true)}>
            {none ? t('step.set') : t('step.change')}
          </Button>
        ) : null
      }
    >
      {none ? (
        <span className="muted">{t('card.noStep')}</span>
      ) : (
        <div className={css['between']}>
          <span>
            <DateText value={card.nextStepOn} /> {card.nextStep}
          </span>
          <ActButton act={finish} input={{ accountId: card.id, text: '', on: null }} closed={card.closed.edit} small>
            {t('step.finish')}
          </ActButton>
        </div>
      )}
    </Panel>
  );
}

function NextStepForm({ card, onClose }: { readonly card: CardView; readonly onClose: () => void }) {
  const t = useText(texts);
  const form = useForm({ text: card.nextStep, on: card.nextStepOn ?? '' });
  const set = useAct(accounts.setNextStep, {
    invalidates: accountViews,
    onDone: () => {
      done(t('step.saved'));
      onClose();
    },
  });
  return (
    <Panel title={t('card.nextStep')}>
      <FormPanel
        form={form}
        act={set}
        input={({ text, on }) => ({ accountId: card.id, text, on: on === '' ? null : on })}
        submit={t('form.save')}
        onCancel={onClose}
      >
        <TextField {...form.field('text')} label={t('step.what')} required autoFocus maxLength={300} />
        <DateField {...form.field('on')} label={t('step.when')} />
      </FormPanel>
    </Panel>
  );
}
