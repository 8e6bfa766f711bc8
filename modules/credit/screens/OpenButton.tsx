import type { ReactNode } from 'react';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button, type ButtonKind } from '#web/ui/Button.tsx';
import type { Reason } from '#web/wire.ts';
import css from './credit.module.css';

/** Opens a dialog; closed, it stays in sight and says by which rule. */
export function OpenButton(props: {
  readonly kind?: ButtonKind;
  readonly closed: Reason | null;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const { kind = 'plain', closed, onOpen, children } = props;
  return (
    <span className={css['open']}>
      <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
      <Button
        small
        kind={closed === null ? kind : 'plain'}
        aria-disabled={closed !== null || undefined}
        onClick={() => closed === null && onOpen()}
      >
        {children}
      </Button>
    </span>
  );
}
