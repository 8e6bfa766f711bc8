import { Checkbox, Switch } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { parseMinor } from '#kernel/money.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useLang } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { done } from '#web/ui/toast.tsx';
import { Unsaved } from '#web/ui/Unsaved.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { type Chosen, fill, sumOf, typed } from './choosing.ts';
import { moneyViews } from './money-views.ts';
import type { Payment } from './PaymentCard.tsx';
import { PaymentHead } from './PaymentHead.tsx';
import css from './statement.module.css';

type Debt = OutputOf<typeof settlements.receivables>['rows'][number];
const most = 200;

/** Puts a payment on debts that a person chooses; what is left stands below all the time. */
export function ChooseDebts({ payment, onClose }: { readonly payment: Payment; readonly onClose: () => void }) {
  const t = useText(texts);
  const lang = useLang();
  const [ofGroup, setOfGroup] = useState(false);
  const whose =
    ofGroup && payment.groupId !== null ? { groupId: payment.groupId } : { accountId: payment.accountId ?? '' };
  const list = useQuery({
    ...ask(settlements.receivables, { ...whose, limit: most }),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const debts = list.data?.rows ?? [];
  const proposed = payment.proposal.map((part) => [part.receivableId, typed(BigInt(part.sumMinor), lang)] as const);
  const [first] = useState<Chosen>(() => Object.fromEntries(proposed));
  const [chosen, setChosen] = useState(first);
  const free = BigInt(payment.unallocatedMinor);
  const { total, bad } = sumOf(chosen);
  const allocate = useAct(settlements.allocate, {
    invalidates: moneyViews,
    onDone: () => {
      done(t('payment.accepted', { name: payment.accountName ?? payment.payerName }));
      onClose();
    },
  });
  const parts = Object.entries(chosen).map(([receivableId, text]) => ({
    receivableId,
    sumMinor: String(parseMinor(text) ?? 0n),
  }));
  const left = free - total;
  const closed = bad
    ? { code: 'settlements.sum_bad' }
    : parts.length === 0
      ? { code: 'settlements.nothing_to_allocate' }
      : left < 0n
        ? { code: 'settlements.over_payment', details: { leftMinor: String(free), sumMinor: String(total) } }
        : null;
  return (
    <Dialog title={t('payment.chooseTitle')} onClose={onClose} width={720}>
      <Unsaved when={JSON.stringify(chosen) !== JSON.stringify(first)} />
      <PaymentHead payment={payment} />
      <div className={css['chooseTools']}>
        <Button small onClick={() => setChosen(fill(debts, free, lang))}>
          {t('payment.oldestFirst')}
        </Button>
        <Button small kind="quiet" onClick={() => setChosen({})}>
          {t('payment.clear')}
        </Button>
        {payment.groupId === null ? null : (
          <Switch
            size="sm"
            checked={ofGroup}
            onChange={(event) => setOfGroup(event.currentTarget.checked)}
            label={t('payment.ofGroup')}
          />
        )}
      </div>
      <Debts debts={debts} chosen={chosen} onChange={setChosen} free={free} ofGroup={ofGroup} />
      {!list.isPending && debts.length === 0 ? <p className={css['nothing']}>{t('payment.noDebts')}</p> : null}
      <footer className={css['chooseFoot']} aria-live="polite">
        <span>
          {t('payment.chosen')} <Sum minor={total} kopecks="always" />
        </span>
        <span>
          {t('payment.rest')}{' '}
          <b>
            <Sum minor={left} kopecks="always" toned />
          </b>
        </span>
        <ActButton
          act={allocate}
          input={{ paymentId: payment.id, version: payment.version, parts }}
          kind="primary"
          closed={closed}
          says="end"
        >
          {t('payment.put')}
        </ActButton>
      </footer>
    </Dialog>
  );
}

type DebtsProps = {
  readonly debts: readonly Debt[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly free: bigint;
  readonly ofGroup: boolean;
};

function Debts({ debts, chosen, onChange, free, ofGroup }: DebtsProps) {
  const t = useText(texts);
  const lang = useLang();
  const turn = (debt: Debt) => {
    const { [debt.id]: known, ...others } = chosen;
    if (known !== undefined) return onChange(others);
    const left = free - sumOf(chosen).total;
    const open = BigInt(debt.openMinor);
    const part = left <= 0n || left > open ? open : left;
    return onChange({ ...chosen, [debt.id]: typed(part, lang) });
  };
  return (
    <ul className={css['debts']} aria-label={t('payment.debts')}>
      {debts.map((debt) => (
        <li key={debt.id}>
          <Checkbox
            size="sm"
            checked={chosen[debt.id] !== undefined}
            onChange={() => turn(debt)}
            label={
              <>
                <b>{debt.documentNumber}</b>{' '}
                <span className="muted">
                  {t('ageing.from')} <DateText value={debt.documentDate} /> · {t('ageing.dueOn')}{' '}
                  <DateText value={debt.dueOn} />
                  {ofGroup ? ` · ${debt.accountName}` : ''}
                </span>
              </>
            }
          />
          <span className={css['owed']}>
            <Sum minor={debt.openMinor} kopecks="always" />
          </span>
          <input
            inputMode="decimal"
            aria-label={t('payment.partOf', { number: debt.documentNumber })}
            disabled={chosen[debt.id] === undefined}
            value={chosen[debt.id] ?? ''}
            onChange={(event) => onChange({ ...chosen, [debt.id]: event.currentTarget.value })}
          />
        </li>
      ))}
    </ul>
  );
}
