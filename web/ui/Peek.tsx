import { IconArrowUpRight, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../i18n.ts';
import { Button, LinkButton } from './Button.tsx';
import css from './Peek.module.css';
import { kitTexts } from './texts.ts';

/** A dialog over the drawer takes its own Esc; it may have gone by now, its parts still know whose they were. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog][aria-modal=true]') !== null;

/**
 * The side drawer over a list: a record at a glance, its page on demand. Does not hold the focus: j and k go on
 * working.
 */
export function Peek({
  title,
  to,
  onClose,
  acts,
  children,
}: {
  readonly title: ReactNode;
  /** The page of the record. */
  readonly to?: string;
  readonly onClose: () => void;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useText(kitTexts);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isInDialog(event.target)) return;
      event.preventDefault();
      close.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section
      className={css['peek']}
      role="dialog"
      aria-modal="false"
      aria-label={typeof title === 'string' ? title : undefined}
    >
      <header className={css['head']}>
        <h2>{title}</h2>
        {acts}
        {to === undefined ? null : (
          <LinkButton to={to} small icon={<IconArrowUpRight size={16} />}>
            {t('list.openPage')}
          </LinkButton>
        )}
        <Button kind="quiet" small bare aria-label={t('act.close')} onClick={onClose}>
          <IconX size={16} />
        </Button>
      </header>
      <div className={css['body']}>{children}</div>
    </section>
  );
}
