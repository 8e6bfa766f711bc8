import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import type { CardView, ContactView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { attitudes, buyingRoles } from '../model.ts';
import { texts } from '../texts.ts';
import { accountViews } from './LifeDialogs.tsx';

const blank = { name: '', post: '', buyingRole: '', attitude: '', phone: '', email: '', note: '', reportsTo: '' };
type ContactValues = typeof blank;

function valuesOf(contact: ContactView | null): ContactValues {
  if (contact === null) return blank;
  const { name, post, buyingRole, attitude, phone, email, note, reportsTo } = contact;
  return { name, post, buyingRole, attitude, phone, email, note, reportsTo: reportsTo ?? '' };
}

function fieldsOf(values: ContactValues) {
  return {
    ...values,
    buyingRole: buyingRoles.find((one) => one === values.buyingRole) ?? '',
    attitude: attitudes.find((one) => one === values.attitude) ?? '',
    reportsTo: values.reportsTo === '' ? null : values.reportsTo,
  };
}

type ContactDialogProps = {
  readonly card: CardView;
  readonly contact: ContactView | null;
  readonly onClose: () => void;
};

/** Adds or edits a contact. */
export function ContactDialog({ card, contact, onClose }: ContactDialogProps) {
  const t = useText(texts);
  const form = useForm(valuesOf(contact));
  const saved = () => {
    done(t('form.saved'));
    onClose();
  };
  const add = useAct(accounts.addContact, { invalidates: accountViews, onDone: saved });
  const edit = useAct(accounts.editContact, { invalidates: accountViews, onDone: saved });
  const others = card.contacts.filter((one) => one.id !== contact?.id);
  const fields = (
    <>
      <TextField {...form.field('name')} label={t('contacts.name')} required autoFocus maxLength={200} />
      <TextField {...form.field('post')} label={t('contacts.post')} maxLength={200} />
      <FieldRow>
        <TextField {...form.field('phone')} label={t('field.phone')} kind="tel" maxLength={100} />
        <TextField {...form.field('email')} label={t('field.email')} maxLength={200} />
      </FieldRow>
      <FieldRow>
        <SelectField
          {...form.field('buyingRole')}
          label={t('contacts.buyingRole')}
          clearable
          options={buyingRoles.flatMap((value) => (value === '' ? [] : [{ value, label: t(`buyingRole.${value}`) }]))}
        />
        <SelectField
          {...form.field('attitude')}
          label={t('contacts.attitude')}
          clearable
          options={attitudes.flatMap((value) => (value === '' ? [] : [{ value, label: t(`attitude.${value}`) }]))}
        />
      </FieldRow>
      <SelectField
        {...form.field('reportsTo')}
        label={t('contacts.reportsTo')}
        clearable
        options={others.map((one) => ({ value: one.id, label: one.name }))}
      />
      <TextField {...form.field('note')} label={t('contacts.note')} rows={2} maxLength={2_000} />
    </>
  );
  const shared = { form, submit: t('form.save'), onCancel: onClose, children: fields };
  return (
    <Dialog title={contact === null ? t('contacts.add') : contact.name} onClose={onClose} width={560}>
      {contact === null ? (
        <FormPanel
          {...shared}
          act={add}
          input={(values) => ({ accountId: card.id, id: form.id, ...fieldsOf(values) })}
        />
      ) : (
        <FormPanel
          {...shared}
          act={edit}
          input={(values) => ({
            accountId: card.id,
            contactId: contact.id,
            version: contact.version,
            ...fieldsOf(values),
          })}
        />
      )}
    </Dialog>
  );
}
