import type { ReactNode } from 'react';
import { useReasonText } from '#web/refusals.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button, type ButtonKind } from '#web/ui/Button.tsx';
import type { Reason } from '#web/wire.ts';
import css from './credit.module.css';

/**
 * Opens a dialog; closed, it stays in sight and says by which rule. `silent`: a neighbour on the screen says the same rule
 * already, so it is said only when pointed at.
 */
export function OpenButton(props: {
  readonly kind?: ButtonKind;
  readonly closed: Reason | null;
  readonly silent?: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const { kind = 'plain', closed, silent = false, onOpen, children } = props;
  const reasonText = useReasonText();
  return (
    <span className={css['open']}>
      <Button
        small
        kind={closed === null ? kind : 'plain'}
        title={closed !== null && silent ? reasonText(closed) : undefined}
        aria-disabled={closed !== null || undefined}
        onClick={() => closed === null && onOpen()}
      >
        {children}
      </Button>
      <OutcomeLine outcome={{ kind: 'idle' }} closed={silent ? null : closed} retry={() => undefined} />
    </span>
  );
}
