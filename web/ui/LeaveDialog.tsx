import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import css from './FormPanel.module.css';
import { kitTexts } from './texts.ts';

/** Asks whether to leave a form whose changes are not saved. */
export function LeaveDialog({ leave, stay }: { readonly leave: () => void; readonly stay: () => void }) {
  const t = useText(kitTexts);
  return (
    <Dialog title={t('form.unsaved')} width={400} onClose={stay}>
      <div className={css['ask']}>
        <p>{t('form.unsavedHint')}</p>
        <div>
          <Button kind="danger" onClick={leave}>
            {t('form.leave')}
          </Button>
          <Button kind="primary" data-autofocus onClick={stay}>
            {t('form.stay')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
