import { Popover } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { done } from '#web/ui/toast.tsx';
import { type ProductCard, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './catalog.module.css';

/** The states that the product may take from its present one; closed ones say by which rule. */
export function LifeMenu({ card }: { readonly card: ProductCard }) {
  const t = useText(screenTexts);
  const reasonText = useReasonText();
  const [open, setOpen] = useState(false);
  const change = useAct(products.changeLife, {
    invalidates: [products.get, products.list, products.timeline, products.pick],
    onDone: () => done(t('card.lifeDone')),
  });
  const closed = card.closed.life;
  return (
    <span className={css['row']}>
      <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button aria-expanded={open} icon={<IconDots size={16} />} onClick={() => setOpen(!open)}>
            {t('field.life')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div className={css['menu']}>
            {card.moves.map((to) => (
              <button
                key={to}
                type="button"
                aria-disabled={closed !== null || undefined}
                onClick={() => {
                  if (closed !== null) return;
                  setOpen(false);
                  void change.run({ productIds: [card.id], to });
                }}
              >
                {t('card.lifeTo', { state: t(`life.${to}`) })}
                {closed === null ? null : <small>{reasonText(closed)}</small>}
              </button>
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <OutcomeLine outcome={change.outcome} retry={change.retry} />
    </span>
  );
}
