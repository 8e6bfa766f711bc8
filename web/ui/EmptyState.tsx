import { IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './Panel.module.css';

export type Empty = {
  readonly title: ReactNode;
  /** What would fill this place. */
  readonly hint?: ReactNode;
  /** The act or the import that fills it. */
  readonly act?: ReactNode;
};

/** An empty place that says what would fill it and offers the act. */
export function EmptyState({ title, hint, act }: Empty) {
  return (
    <div className={css['empty']}>
      <IconInbox size={24} stroke={1.5} aria-hidden />
      <h3>{title}</h3>
      {hint === undefined ? null : <p>{hint}</p>}
      {act === undefined ? null : <div>{act}</div>}
    </div>
  );
}
