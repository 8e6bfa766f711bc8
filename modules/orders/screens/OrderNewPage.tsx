import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { accounts } from '#modules/accounts/contract.ts';
import { useAct } from '#web/act.ts';
import { ask, type RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { PickField } from '#web/ui/PickField.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './orders.module.css';

/** A new order: choose the client; a draft that is there already is offered before another one is made. */
export function OrderNewPage() {
  const t = useText(texts);
  const given = useSearchText('accountId');
  const form = useForm({ accountId: given });
  const { accountId } = form.values;
  return (
    <Page title={t('new.title')} back={paths.orders()}>
      <div className={css['narrow']}>
        {given === '' ? (
          <PickField
            {...form.field('accountId')}
            label={t('list.account')}
            hint={t('new.hint')}
            endpoint={accounts.pick}
            input={(typed) => ({ q: typed })}
            choice={(row) => ({ value: row.id, label: row.name, hint: row.hint })}
            autoFocus
          />
        ) : null}
        {accountId === '' ? null : <Begin key={accountId} accountId={accountId} />}
      </div>
    </Page>
  );
}

/** Begins at once when the client has no draft; else the person chooses. */
function Begin({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const [id] = useState(newId);
  const drafts = useQuery({
    ...ask(orders.list, { accountId, state: ['draft'], limit: 5 }),
    staleTime: 0,
    throwOnError: false,
  });
  const create = useAct(orders.create, {
    invalidates: [orders.list],
    onDone: (made) => go(paths.order(made.id), { replace: true }),
  });
  const begun = useRef(false);
  const { run } = create;
  const begin = useCallback(() => {
    if (begun.current) return;
    begun.current = true;
    void run({ id, accountId, lines: [] });
  }, [run, id, accountId]);
  const rows = drafts.data?.rows;
  const empty = rows?.find((row) => row.lineCount === 0);
  useEffect(() => {
    if (rows === undefined || drafts.isFetching) return;
    // An empty draft is a new order already.
    if (empty !== undefined) go(paths.order(empty.id), { replace: true });
    else if (rows.length === 0) begin();
  }, [rows, empty, begin, drafts.isFetching]);
  if (drafts.isError)
    return (
      <OutcomeLine outcome={{ kind: 'fault', network: true, requestId: null }} retry={() => void drafts.refetch()} />
    );
  if (rows === undefined || rows.length === 0 || empty !== undefined) {
    return <OutcomeLine outcome={create.outcome} retry={create.retry} />;
  }
  return (
    <Panel title={t('new.drafts')}>
      <ul className={css['drafts']}>
        {rows.map((row) => (
          <li key={row.id}>
            <Draft row={row} />
          </li>
        ))}
      </ul>
      <ActButton act={create} input={{ id, accountId, lines: [] }} kind="primary">
        {t('new.another')}
      </ActButton>
    </Panel>
  );
}

function Draft({ row }: { readonly row: RowOf<typeof orders.list> }) {
  const t = useText(texts);
  return (
    <A to={paths.order(row.id)}>
      <b>{t('order.title', { number: row.number })}</b>
      <span>{t('sheet.lines', { count: row.lineCount })}</span>
      <Sum minor={row.totalMinor} />
      <DateText value={row.updatedAt} />
    </A>
  );
}
