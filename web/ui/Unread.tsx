import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import css from './Panel.module.css';
import { kitTexts } from './texts.ts';

/** In place of what has not been read yet, or could not be: then with a way to ask again. */
export function Unread({ failed, again }: { readonly failed: boolean; readonly again: () => void }) {
  const t = useText(kitTexts);
  return failed ? (
    <p className={css['unread']} role="alert">
      {t('list.failed')}{' '}
      <Button small onClick={again}>
        {t('act.retry')}
      </Button>
    </p>
  ) : (
    <p className={css['unread']} aria-busy="true">
      {t('list.reading')}
    </p>
  );
}
