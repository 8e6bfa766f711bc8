import { useState } from 'react';
import { accountNumberProblem, bikProblem } from '#kernel/requisites.ts';
import { hasText } from '#kernel/texts.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { accountViews } from './LifeDialogs.tsx';

/** Bank accounts of the firm. */
export function BanksPanel({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const [adding, setAdding] = useState(false);
  const remove = useAct(accounts.removeBank, { invalidates: accountViews, onDone: () => done(t('banks.removed')) });
  const may = card.closed.edit === null;
  return (
    <Panel
      title={t('banks.title')}
      acts={
        may ? (
          <Button small kind="quiet" onClick={() => setAdding(true)}>
            {t('banks.add')}
          </Button>
        ) : null
      }
    >
      {card.banks.length === 0 ? <span className="muted">{t('banks.none')}</span> : null}
      <ul className={css['lines']}>
        {card.banks.map((bank) => (
          <li key={bank.id}>
            <div>
              <CopyText text={bank.accountNumber} />
              <p className="muted">
                {t('banks.bik')} {bank.bik} {bank.bankName}
              </p>
            </div>
            {may ? (
              <ActButton
                act={remove}
                input={{ accountId: card.id, bankId: bank.id }}
                small
                kind="quiet"
                confirm={t('banks.removeHint')}
              >
                {t('banks.remove')}
              </ActButton>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <BankDialog accountId={card.id} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function BankDialog({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const t = useText(texts);
  const form = useForm({ bik: '', accountNumber: '', bankName: '' });
  const add = useAct(accounts.addBank, {
    invalidates: accountViews,
    onDone: () => {
      done(t('form.saved'));
      onClose();
    },
  });
  const bare = (text: string) => text.replace(/\s/g, '');
  const problem = (code: string | null) => {
    const key = code?.replace('requisites.', 'accounts.') ?? '';
    return hasText(texts, key) ? t(key) : null;
  };
  const number = (text: string) => problem(accountNumberProblem(bare(text), bare(form.values.bik)));
  return (
    <Dialog title={t('banks.add')} onClose={onClose}>
      <FormPanel
        form={form}
        act={add}
        input={(values) => ({ accountId, id: form.id, ...values })}
        submit={t('form.save')}
        onCancel={onClose}
      >
        <TextField
          {...form.field('bik')}
          label={t('banks.bik')}
          kind="digits"
          required
          autoFocus
          check={(text) => problem(bikProblem(bare(text)))}
        />
        <TextField {...form.field('accountNumber')} label={t('banks.number')} kind="digits" required check={number} />
        <TextField {...form.field('bankName')} label={t('banks.name')} maxLength={200} />
      </FormPanel>
    </Dialog>
  );
}
