import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useLang } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Peek } from '#web/ui/Peek.tsx';
import { people } from '../contract.ts';
import { peopleTexts } from '../texts-people.ts';
import { PersonFields, personInput } from './PersonFields.tsx';
import css from './people.module.css';

/** The link of an invitation, shown once; null when it was shown before. */
export function InvitationLink({ link }: { readonly link: string | null }) {
  const t = useText(peopleTexts);
  if (link === null) return <p role="status">{t('people.linkGone')}</p>;
  return (
    <div className={css['link']} role="status">
      <h3>{t('people.linkTitle')}</h3>
      <CopyText text={link} />
      <p className="muted">{t('people.linkHint')}</p>
    </div>
  );
}

/** Inviting a person, at the side of the list. */
export function InvitePanel({ onClose }: { readonly onClose: () => void }) {
  const t = useText(peopleTexts);
  const lang = useLang();
  const [made, setMade] = useState<{ readonly link: string | null } | null>(null);
  const form = useForm({ name: '', email: '', post: '', phone: '', roleId: '', departmentId: '', lang: String(lang) });
  const invite = useAct(people.invite, { invalidates: [people.list], onDone: setMade });
  return (
    <Peek title={t('people.inviteTitle')} onClose={onClose}>
      {made === null ? (
        <FormPanel
          form={form}
          act={invite}
          input={({ lang: chosen, ...values }) => ({
            id: form.id,
            ...personInput(values),
            lang: chosen === 'en' ? ('en' as const) : ('ru' as const),
          })}
          submit={t('people.inviteSubmit')}
          onCancel={onClose}
          wide
        >
          <PersonFields form={form} autoFocus />
          <SelectField
            {...form.field('lang')}
            label={t('people.lang')}
            options={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
          />
        </FormPanel>
      ) : (
        <>
          <InvitationLink link={made.link} />
          <Button kind="primary" onClick={onClose}>
            {t('people.done')}
          </Button>
        </>
      )}
    </Peek>
  );
}
