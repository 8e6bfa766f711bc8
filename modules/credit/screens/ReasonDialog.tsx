import { useAct } from '#web/act.ts';
import { inText, sumText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang } from '#web/session.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { type CreditCard, credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { creditViews } from './credit-views.ts';

type What = 'stop' | 'resume' | 'endLimit' | 'endRelease';
type Props = {
  readonly card: CreditCard;
  readonly what: What;
  readonly limit?: CreditCard['limits'][number];
  readonly release?: CreditCard['releases'][number];
  readonly onClose: () => void;
};

/** Stops or lets go, ends a limit or a release: says what will change and asks for the reason that stays. */
export function ReasonDialog({ card, what, limit, release, onClose }: Props) {
  const t = useText(screenTexts);
  const lang = useLang();
  const form = useForm({ reason: '' });
  const after = {
    invalidates: creditViews,
    onDone: () => {
      done(t(`${what}.done`));
      onClose();
    },
  };
  const stop = useAct(credit.stop, after);
  const endLimit = useAct(credit.endLimit, after);
  const endRelease = useAct(credit.endRelease, after);
  const { accountId } = card;
  const minor = limit?.limitMinor ?? release?.maxMinor ?? '0';
  const sum = inText(sumText(BigInt(minor), lang));
  const shared = { form, onCancel: onClose, enterSubmits: true, submit: t(`${what}.do`) };
  const fields = (
    <>
      <p>{t(`${what}.hint`, { sum })}</p>
      <TextField
        {...form.field('reason')}
        label={t('set.reason')}
        hint={t('set.reasonHint')}
        required
        autoFocus
        maxLength={500}
      />
    </>
  );
  return (
    <Dialog title={t(`${what}.title`)} onClose={onClose}>
      {limit !== undefined ? (
        <FormPanel {...shared} act={endLimit} input={({ reason }) => ({ accountId, limitId: limit.id, reason })}>
          {fields}
        </FormPanel>
      ) : release !== undefined ? (
        <FormPanel {...shared} act={endRelease} input={({ reason }) => ({ accountId, releaseId: release.id, reason })}>
          {fields}
        </FormPanel>
      ) : (
        <FormPanel {...shared} act={stop} input={({ reason }) => ({ accountId, stopped: what === 'stop', reason })}>
          {fields}
        </FormPanel>
      )}
    </Dialog>
  );
}
