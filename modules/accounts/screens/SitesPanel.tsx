import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { accountViews } from './LifeDialogs.tsx';

type Site = CardView['sites'][number];

/** Places where goods go. */
export function SitesPanel({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const [edited, setEdited] = useState<Site | 'new' | null>(null);
  const away = useAct(accounts.archiveSite, { invalidates: accountViews, onDone: () => done(t('sites.away')) });
  const may = card.closed.edit === null;
  return (
    <Panel
      title={t('sites.title')}
      acts={
        may ? (
          <Button small kind="quiet" onClick={() => setEdited('new')}>
            {t('sites.add')}
          </Button>
        ) : null
      }
    >
      {card.sites.length === 0 ? <span className="muted">{t('sites.none')}</span> : null}
      <ul className={css['lines']}>
        {card.sites.map((site) => (
          <li key={site.id}>
            <div>
              <b>{site.name}</b>
              <p>{site.address}</p>
              {site.note === '' ? null : <p className="muted">{site.note}</p>}
            </div>
            {may ? (
              <span className={css['row']}>
                <Button small kind="quiet" onClick={() => setEdited(site)}>
                  {t('card.edit')}
                </Button>
                <ActButton
                  act={away}
                  input={{ accountId: card.id, siteId: site.id }}
                  small
                  kind="quiet"
                  confirm={t('sites.awayHint')}
                >
                  {t('card.putAway')}
                </ActButton>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {edited === null ? null : (
        <SiteDialog accountId={card.id} site={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}

function SiteDialog({
  accountId,
  site,
  onClose,
}: {
  readonly accountId: string;
  readonly site: Site | null;
  readonly onClose: () => void;
}) {
  const t = useText(texts);
  const form = useForm({ name: site?.name ?? '', address: site?.address ?? '', note: site?.note ?? '' });
  const saved = () => {
    done(t('form.saved'));
    onClose();
  };
  const add = useAct(accounts.addSite, { invalidates: accountViews, onDone: saved });
  const edit = useAct(accounts.editSite, { invalidates: accountViews, onDone: saved });
  const fields = (
    <>
      <TextField {...form.field('name')} label={t('sites.name')} required autoFocus maxLength={200} />
      <TextField {...form.field('address')} label={t('sites.address')} required rows={2} maxLength={500} />
      <TextField
        {...form.field('note')}
        label={t('sites.note')}
        hint={t('sites.noteHint')}
        rows={2}
        maxLength={1_000}
      />
    </>
  );
  const shared = { form, submit: t('form.save'), onCancel: onClose, children: fields };
  return (
    <Dialog title={site === null ? t('sites.add') : site.name} onClose={onClose}>
      {site === null ? (
        <FormPanel {...shared} act={add} input={(values) => ({ accountId, id: form.id, ...values })} />
      ) : (
        <FormPanel
          {...shared}
          act={edit}
          input={(values) => ({ accountId, siteId: site.id, version: site.version, ...values })}
        />
      )}
    </Dialog>
  );
}
