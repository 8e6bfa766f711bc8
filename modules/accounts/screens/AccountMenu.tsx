import { Popover } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { Button } from '#web/ui/Button.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { ArchiveDialog, AssignDialog, BlockDialog, RestoreDialog, UnblockDialog } from './LifeDialogs.tsx';

const dialogs = {
  assign: AssignDialog,
  block: BlockDialog,
  unblock: UnblockDialog,
  archive: ArchiveDialog,
  restore: RestoreDialog,
} as const;
type MenuAct = keyof typeof dialogs;

/** What else may be done to the account; a closed act says by which rule. */
export function AccountMenu({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const reasonText = useReasonText();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<MenuAct | null>(null);
  const Asked = asked === null ? null : dialogs[asked];
  const acts: readonly (MenuAct | 'edit')[] = [
    // The edit has its own button while it is open; closed, it says here by which rule.
    ...(card.closed.edit === null ? [] : (['edit'] as const)),
    'assign',
    card.status === 'blocked' ? 'unblock' : 'block',
    card.archived ? 'restore' : 'archive',
  ];
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button bare aria-label={t('card.more')} aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconDots size={16} />
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div className={css['menu']}>
            {acts.map((act) => {
              const closed = card.closed[act];
              return (
                <button
                  key={act}
                  type="button"
                  aria-disabled={closed !== null || undefined}
                  onClick={() => {
                    if (closed !== null || act === 'edit') return;
                    setOpen(false);
                    setAsked(act);
                  }}
                >
                  {t(`act.${act}`)}
                  {closed === null ? null : <small>{reasonText(closed)}</small>}
                </button>
              );
            })}
          </div>
        </Popover.Dropdown>
      </Popover>
      {Asked === null ? null : <Asked card={card} onClose={() => setAsked(null)} />}
    </>
  );
}
