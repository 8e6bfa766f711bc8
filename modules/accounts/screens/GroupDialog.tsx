import { type ReactNode, useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { accountGroups } from '../contract.ts';
import { texts } from '../texts.ts';

/** Makes a group. */
export function GroupDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (group: { readonly id: string; readonly name: string }) => void;
}) {
  const t = useText(texts);
  const form = useForm({ name: '' });
  const create = useAct(accountGroups.create, {
    invalidates: [accountGroups.list],
    onDone: (made) => onMade({ id: made.id, name: form.values.name }),
  });
  return (
    <Dialog title={t('groups.new')} onClose={onClose}>
      <FormPanel
        form={form}
        act={create}
        input={(values) => ({ id: form.id, ...values })}
        submit={t('groups.create')}
        onCancel={onClose}
        enterSubmits
      >
        <TextField {...form.field('name')} label={t('groups.name')} hint={t('groups.nameHint')} required autoFocus />
      </FormPanel>
    </Dialog>
  );
}

export type GroupMaking = {
  /** Name of the group chosen or just made. */
  readonly name: string;
  readonly begin: () => void;
  /** Stands beside the form, not inside: a form within a form would send both. */
  readonly dialog: ReactNode;
};

/** Making of a group from a form that picks one. */
export function useGroupMaking(chosen: string, onMade: (groupId: string) => void): GroupMaking {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(chosen);
  const close = () => setOpen(false);
  const made = (group: { readonly id: string; readonly name: string }) => {
    setName(group.name);
    onMade(group.id);
    close();
  };
  return { name, begin: () => setOpen(true), dialog: open ? <GroupDialog onClose={close} onMade={made} /> : null };
}
