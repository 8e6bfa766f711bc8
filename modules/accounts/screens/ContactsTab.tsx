import { IconMail, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import type { CardView, ContactView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { ContactDialog } from './ContactDialog.tsx';
import { type Branch, treeOf } from './contact-tree.ts';
import { accountViews } from './LifeDialogs.tsx';
import { attitudeStates } from './states.ts';

/** People of the account as a chart: who answers to whom, part in buying, attitude. */
export function ContactsTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const [edited, setEdited] = useState<ContactView | 'new' | null>(null);
  const may = card.closed.edit === null;
  const add = may ? <Button onClick={() => setEdited('new')}>{t('contacts.add')}</Button> : null;
  return (
    <div className={css['stack']}>
      {card.contacts.length === 0 ? (
        <EmptyState title={t('contacts.none')} hint={t('contacts.noneHint')} act={add} />
      ) : (
        <>
          <div>{add}</div>
          <Branches branches={treeOf(card.contacts)} card={card} onEdit={setEdited} />
        </>
      )}
      {edited === null ? null : (
        <ContactDialog card={card} contact={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </div>
  );
}

type BranchesProps = {
  readonly branches: readonly Branch[];
  readonly card: CardView;
  readonly onEdit: (contact: ContactView) => void;
};

function Branches({ branches, card, onEdit }: BranchesProps) {
  return (
    <ul className={css['tree']}>
      {branches.map(({ contact, under }) => (
        <li key={contact.id}>
          <Contact contact={contact} card={card} onEdit={() => onEdit(contact)} />
          {under.length === 0 ? null : <Branches branches={under} card={card} onEdit={onEdit} />}
        </li>
      ))}
    </ul>
  );
}

type ContactProps = { readonly contact: ContactView; readonly card: CardView; readonly onEdit: () => void };

function Contact({ contact, card, onEdit }: ContactProps) {
  const t = useText(texts);
  const away = useAct(accounts.archiveContact, { invalidates: accountViews, onDone: () => done(t('contacts.away')) });
  const { attitude, buyingRole, phone, phoneKey, email } = contact;
  return (
    <article className={css['contact']}>
      <header>
        <b>{contact.name}</b>
        {attitude === '' ? null : <StateBadge state={attitudeStates[attitude]} label={t(`attitude.${attitude}`)} />}
      </header>
      <p className="muted">
        {[contact.post, buyingRole === '' ? '' : t(`buyingRole.${buyingRole}`)]
          .filter((text) => text !== '')
          .join(' · ')}
      </p>
      <p className={css['links']}>
        {phone === '' ? null : (
          <a href={`tel:${phoneKey === '' ? phone : `+${phoneKey}`}`}>
            <IconPhone size={14} aria-hidden /> {phone}
          </a>
        )}
        {email === '' ? null : (
          <a href={`mailto:${email}`}>
            <IconMail size={14} aria-hidden /> {email}
          </a>
        )}
      </p>
      {contact.note === '' ? null : <p className={css['body']}>{contact.note}</p>}
      {card.closed.edit === null ? (
        <footer>
          <Button small kind="quiet" onClick={onEdit}>
            {t('card.edit')}
          </Button>
          <ActButton
            act={away}
            input={{ accountId: card.id, contactId: contact.id }}
            small
            kind="quiet"
            confirm={t('contacts.awayHint')}
          >
            {t('card.putAway')}
          </ActButton>
        </footer>
      ) : null}
    </article>
  );
}
