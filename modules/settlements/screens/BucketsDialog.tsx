import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';

/** Opens the org's bounds of ageing. */
export function BucketsButton() {
  const t = useText(texts);
  const [open, setOpen] = useState(false);
  const policy = useQuery({ ...ask(settlements.ageingPolicy, {}), enabled: open, throwOnError: false });
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('ageing.setBuckets')}
      </Button>
      {open && policy.data !== undefined ? (
        <BucketsDialog bounds={policy.data.bounds} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

const boundsOf = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

function BucketsDialog({ bounds, onClose }: { readonly bounds: readonly number[]; readonly onClose: () => void }) {
  const t = useText(texts);
  const form = useForm({ bounds: bounds.join(', ') });
  const set = useAct(settlements.setAgeingPolicy, {
    invalidates: [settlements.ageing, settlements.ageingTotals, settlements.ageingPolicy],
    onDone: () => {
      done(t('ageing.bucketsSet'));
      onClose();
    },
  });
  return (
    <Dialog title={t('ageing.bucketsTitle')} onClose={onClose}>
      <FormPanel
        form={form}
        act={set}
        input={(values) => ({ bounds: boundsOf(values.bounds) })}
        submit={t('money.save')}
        onCancel={onClose}
        enterSubmits
      >
        <TextField
          {...form.field('bounds')}
          label={t('ageing.bounds')}
          hint={t('ageing.boundsHint')}
          required
          autoFocus
          check={(text) => boundsOf(text).some((bound) => !Number.isInteger(bound)) && t('settlements.ageing_bounds')}
        />
      </FormPanel>
    </Dialog>
  );
}
