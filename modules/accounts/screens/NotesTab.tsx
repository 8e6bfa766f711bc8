import { useInfiniteQuery } from '@tanstack/react-query';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { accountViews } from './LifeDialogs.tsx';

type Note = OutputOf<typeof accounts.notes>['rows'][number];

/** Notes, newest first. They are written once and never changed. */
export function NotesTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const { may } = useSession();
  const list = useInfiniteQuery(askPages(accounts.notes, { accountId: card.id }));
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly Note[]) ?? [];
  return (
    <div className={css['stack']}>
      {may('accounts.write') ? <NoteForm accountId={card.id} /> : null}
      {rows.length === 0 && !list.isPending ? <EmptyState title={t('notes.none')} hint={t('notes.noneHint')} /> : null}
      {rows.map((note) => (
        <Panel key={note.id}>
          <p className={css['body']}>{note.body}</p>
          <p className={css['note']}>
            {note.writtenByName}, <DateText value={note.writtenAt} />
          </p>
        </Panel>
      ))}
      {list.hasNextPage ? (
        <Button kind="quiet" onClick={() => void list.fetchNextPage()}>
          {t('card.earlier')}
        </Button>
      ) : null}
    </div>
  );
}

function NoteForm({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const form = useForm({ body: '' });
  const add = useAct(accounts.addNote, {
    invalidates: [...accountViews, accounts.notes],
    onDone: () => {
      form.reset();
      done(t('notes.saved'));
    },
  });
  return (
    <FormPanel
      form={form}
      act={add}
      input={({ body }) => ({ accountId, id: form.id, body })}
      submit={t('notes.add')}
      draft={`note-${accountId}`}
      wide
    >
      <TextField {...form.field('body')} label={t('notes.body')} rows={3} required maxLength={10_000} />
    </FormPanel>
  );
}
