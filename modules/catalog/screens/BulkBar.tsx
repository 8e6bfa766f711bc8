import { Popover } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { lifeStates, type ProductRow, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { CategoryField } from './CategoryField.tsx';
import css from './catalog.module.css';

type BulkProps = { readonly rows: readonly ProductRow[]; readonly clear: () => void };

/** What may be done to several products at once: their state, their category. */
export function BulkBar({ rows, clear }: BulkProps) {
  const t = useText(screenTexts);
  const [open, setOpen] = useState(false);
  const [placing, setPlacing] = useState(false);
  const change = useAct(products.changeLife, {
    invalidates: [products.list, products.get],
    onDone: ({ changed, refused }) => {
      const left = refused === 0 ? '' : `. ${t('bulk.refused', { count: refused })}`;
      done(t('bulk.done', { count: changed }) + left);
      clear();
    },
  });
  return (
    <span className={css['row']}>
      <Popover opened={open} onChange={setOpen} position="top-start" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('bulk.life')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div className={css['menu']}>
            {lifeStates
              .filter((state) => state !== 'new')
              .map((to) => (
                <button
                  key={to}
                  type="button"
                  onClick={() => {
                    setOpen(false);
                    void change.run({ productIds: rows.map((row) => row.id), to });
                  }}
                >
                  {t(`life.${to}`)}
                </button>
              ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <Button small onClick={() => setPlacing(true)}>
        {t('bulk.place')}
      </Button>
      <OutcomeLine outcome={change.outcome} retry={change.retry} />
      {placing ? <PlaceDialog rows={rows} clear={clear} onClose={() => setPlacing(false)} /> : null}
    </span>
  );
}

function PlaceDialog({ rows, clear, onClose }: BulkProps & { readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const form = useForm({ categoryId: '' });
  const place = useAct(products.place, {
    invalidates: [products.list, products.get, products.options],
    onDone: ({ changed }) => {
      done(t('bulk.done', { count: changed }));
      onClose();
      clear();
    },
  });
  return (
    <Dialog title={t('bulk.place')} onClose={onClose}>
      <FormPanel
        form={form}
        act={place}
        input={({ categoryId }) => ({
          productIds: rows.map((row) => row.id),
          categoryId: categoryId === '' ? null : categoryId,
        })}
        submit={t('form.save')}
        unguarded
        enterSubmits
        onCancel={onClose}
      >
        <CategoryField field={form.field('categoryId')} label={t('field.category')} />
      </FormPanel>
    </Dialog>
  );
}
