import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n.ts';
import css from './Panel.module.css';
import { kitTexts } from './texts.ts';

/** A text that a press copies: a tax number, an order number, a fault's code. */
export function CopyText({ text }: { readonly text: string }) {
  const t = useText(kitTexts);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button type="button" className={css['copy']} title={t('act.copy')} onClick={() => void copy()}>
      {text}
      {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      <span className="unseen" aria-live="polite">
        {copied ? t('act.copied') : ''}
      </span>
    </button>
  );
}
