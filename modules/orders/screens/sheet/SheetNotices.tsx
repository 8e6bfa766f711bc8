import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { texts } from '../../texts.ts';
import css from './sheet.module.css';
import type { Paste } from './use-paste.ts';
import type { Sheet } from './use-sheet.ts';

/** How the draft is kept: «сохранено 14:20», or what stands in the way. */
export function SaveLine({ sheet }: { readonly sheet: Sheet }) {
  const t = useText(texts);
  const { savedAt, conflict, refusal } = sheet.state;
  const stuck = conflict !== null || refusal !== null;
  const saving = stuck ? 'choose' : sheet.state.saving;
  const said = {
    saved: savedAt === null ? t('save.saved') : t('save.savedAt', { time: savedAt }),
    typed: t('save.saving'),
    saving: t('save.saving'),
    fault: t('save.fault'),
    choose: t('save.choose'),
  }[saving];
  const Icon =
    saving === 'fault' || saving === 'choose' ? IconCloudOff : saving === 'saved' ? IconCloudCheck : IconLoader2;
  return (
    <span className={css['save']} data-state={saving} role="status">
      <Icon size={14} aria-hidden />
      {said}
      {saving === 'fault' ? (
        <button type="button" onClick={() => sheet.store.retry()}>
          {t('save.retry')}
        </button>
      ) : null}
    </span>
  );
}

/** What a person must know of before going on: a conflict, a merge, a refusal, a paste that failed. */
export function SheetNotices({ sheet, paste }: { readonly sheet: Sheet; readonly paste: Paste }) {
  const t = useText(texts);
  const textOf = useReasonText();
  const { conflict, merged, refusal, lines } = sheet.state;
  const codes = lines.filter((line) => conflict?.includes(line.id)).map((line) => line.code);
  return (
    <>
      {conflict === null ? null : (
        <div className={css['notice']} data-state="hold" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <p>
            {t('conflict.text', { count: conflict.length })} {codes.join(', ')}
          </p>
          <Button small onClick={() => sheet.store.settleConflict(true)}>
            {t('conflict.mine')}
          </Button>
          <Button small kind="quiet" onClick={() => sheet.store.settleConflict(false)}>
            {t('conflict.theirs')}
          </Button>
        </div>
      )}
      {merged ? (
        <div className={css['notice']} data-state="info" role="status">
          <p>{t('conflict.merged')}</p>
          <Button small kind="quiet" onClick={() => sheet.store.seenMerge()}>
            {t('conflict.seen')}
          </Button>
        </div>
      ) : null}
      {refusal === null || refusal.code === 'orders.changed_meanwhile' ? null : (
        <div className={css['notice']} data-state="hold" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <p>
            {t('save.refused')} {textOf({ code: refusal.code })}
          </p>
          <Button small onClick={() => sheet.store.retry()}>
            {t('save.retry')}
          </Button>
        </div>
      )}
      {paste.outcome.kind === 'pending' ? (
        <div className={css['notice']} data-state="info" role="status">
          <p>{t('paste.reading')}</p>
        </div>
      ) : (
        <OutcomeLine outcome={paste.outcome} retry={() => undefined} />
      )}
    </>
  );
}
