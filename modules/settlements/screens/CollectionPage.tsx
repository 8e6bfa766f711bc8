import { useState } from 'react';
import { useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { Button } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Page } from '#web/ui/Page.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { CallCard } from './CallCard.tsx';
import css from './collection.module.css';

/** Whom to call about money today: the heaviest first, with what to say and what came of it in place. */
export function CollectionPage() {
  const t = useText(texts);
  const done = useSearchText('done') === 'true';
  const list = useLoadedPages(settlements.calls, done ? { done: true } : {});
  const [open, setOpen] = useState('');
  const tab = (title: string, isDone: boolean) => (
    <button
      type="button"
      className={css['tab']}
      aria-current={done === isDone ? 'page' : undefined}
      onClick={() => go(paths.collection(isDone ? { done: 'true' } : {}))}
    >
      {title}
    </button>
  );
  return (
    <Page title={t('calls.title')} under={t('calls.under')}>
      <nav className={css['tabs']} aria-label={t('calls.title')}>
        {tab(t('calls.todo'), false)}
        {tab(t('calls.done'), true)}
      </nav>
      {list.rows.length === 0 ? (
        <EmptyState
          title={done ? t('calls.noneDone') : t('calls.none')}
          hint={done ? t('calls.noneDoneHint') : t('calls.noneHint')}
        />
      ) : (
        <ol className={css['calls']}>
          {list.rows.map((call) => (
            <CallCard
              key={call.accountId}
              call={call}
              open={open === call.accountId}
              onOpen={() => setOpen(open === call.accountId ? '' : call.accountId)}
            />
          ))}
        </ol>
      )}
      {list.complete ? null : <Button onClick={list.more}>{t('money.more')}</Button>}
    </Page>
  );
}
