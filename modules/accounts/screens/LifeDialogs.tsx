/** Dialogs of the acts on a whole account: who answers for it, the block, the archive. */
import { useQuery } from '@tanstack/react-query';
import type { Endpoint } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';

type DialogProps = { readonly card: CardView; readonly onClose: () => void };

/** Views that an act on the account makes old. */
export const accountViews: readonly Endpoint[] = [accounts.get, accounts.list, accounts.pick, accounts.timeline];

/** Makes another person responsible. */
export function AssignDialog({ card, onClose }: DialogProps) {
  const t = useText(texts);
  const form = useForm({ managerId: card.manager?.id ?? '', reason: '' });
  const options = useQuery({ ...ask(accounts.options, {}), throwOnError: false });
  const assign = useAct(accounts.assign, {
    invalidates: [...accountViews, accounts.managers],
    onDone: () => {
      done(t('assign.done', { count: 1 }));
      onClose();
    },
  });
  const people = options.data?.managers ?? [];
  return (
    <Dialog title={t('act.assign')} onClose={onClose}>
      <FormPanel
        form={form}
        act={assign}
        input={({ managerId, reason }) => ({
          accountIds: [card.id],
          managerId: managerId === '' ? null : managerId,
          reason,
        })}
        submit={t('assign.do')}
        onCancel={onClose}
      >
        <SelectField
          {...form.field('managerId')}
          label={t('field.managerId')}
          clearable
          options={people.map((one) => ({ value: one.id, label: one.name }))}
        />
        <TextField {...form.field('reason')} label={t('field.reason')} maxLength={500} />
      </FormPanel>
    </Dialog>
  );
}

/** Blocks by hand. */
export function BlockDialog({ card, onClose }: DialogProps) {
  const t = useText(texts);
  const form = useForm({ reason: '' });
  const block = useAct(accounts.block, {
    invalidates: accountViews,
    onDone: () => {
      done(t('life.blocked'));
      onClose();
    },
  });
  return (
    <Dialog title={t('act.block')} onClose={onClose}>
      <FormPanel
        form={form}
        act={block}
        input={({ reason }) => ({ accountId: card.id, reason })}
        submit={t('act.block')}
        onCancel={onClose}
        enterSubmits
      >
        <TextField {...form.field('reason')} label={t('field.reason')} hint={t('life.blockHint')} required autoFocus />
      </FormPanel>
    </Dialog>
  );
}

type Plain = 'unblock' | 'archive' | 'restore';

/** A dialog of one question. */
function PlainDialog({ card, onClose, what }: DialogProps & { readonly what: Plain }) {
  const t = useText(texts);
  const act = useAct(accounts[what], {
    invalidates: accountViews,
    onDone: () => {
      done(t(`life.${what}Done`));
      onClose();
    },
  });
  return (
    <Dialog title={t(`act.${what}`)} onClose={onClose}>
      <p className={css['asked']}>{t(`life.${what}Hint`)}</p>
      <div className={css['row']}>
        <ActButton act={act} input={{ accountId: card.id }} kind="primary" closed={card.closed[what]}>
          {t(`act.${what}`)}
        </ActButton>
        <Button kind="quiet" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

export function UnblockDialog(props: DialogProps) {
  return <PlainDialog {...props} what="unblock" />;
}
export function ArchiveDialog(props: DialogProps) {
  return <PlainDialog {...props} what="archive" />;
}
export function RestoreDialog(props: DialogProps) {
  return <PlainDialog {...props} what="restore" />;
}
