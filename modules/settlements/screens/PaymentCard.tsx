import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { actOf, type CardAct, typing } from './board-keys.ts';
import { ChooseDebts } from './ChooseDebts.tsx';
import { moneyViews } from './money-views.ts';
import { PayerDialog } from './PayerDialog.tsx';
import { Proposal } from './Proposal.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { Reasons } from './Reasons.tsx';
import css from './statement.module.css';
import { useClosed } from './writing.ts';

export type Payment = OutputOf<typeof settlements.payments>['rows'][number];
type Opened = 'choose' | 'payer' | 'aside' | 'takeBack' | null;

/** A payment to be placed: whose, how much, what it says, what is proposed and why, and what a person may do. */
export function PaymentCard(props: {
  readonly payment: Payment;
  readonly active: boolean;
  readonly compact: boolean;
  readonly onPick: () => void;
}) {
  const { payment, active, compact, onPick } = props;
  const t = useText(texts);
  const card = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<Opened>(null);
  const acts = usePaymentActs(payment);
  useEffect(() => {
    if (active) card.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  useCardKeys(active && opened === null, (act) => {
    if (act === 'accept' && payment.proposal.length > 0 && payment.accountId !== null && !compact) {
      void acts.accept.run({ paymentId: payment.id, version: payment.version });
    } else if (act === 'accept' && payment.accountId === null) setOpened('payer');
    else if (act === 'advance' && payment.accountId !== null && !compact) {
      void acts.advance.run({ paymentId: payment.id, version: payment.version });
    } else if (act === 'choose' && payment.accountId !== null) setOpened('choose');
    else if (act === 'payer' || act === 'aside') setOpened(act);
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the board's keys do the same
    <article
      ref={card}
      className={css['card']}
      data-active={active || undefined}
      aria-current={active || undefined}
      aria-label={t('payment.label', { number: payment.number, name: payment.accountName ?? payment.payerName })}
      onClick={onPick}
    >
      <header className={css['cardHead']}>
        <b>
          <Sum minor={payment.amountMinor} kopecks="always" />
        </b>
        <span className="muted">
          <A to={paths.payment(payment.id)}>{t('payment.number', { number: payment.number })}</A> ·{' '}
          <DateText value={payment.bookedOn} />
        </span>
      </header>
      <Payer payment={payment} />
      <p className={css['purpose']} title={payment.purpose}>
        {payment.purpose}
      </p>
      <Reasons reasons={payment.reasons} />
      {compact ? null : <Proposal payment={payment} />}
      <CardActs payment={payment} acts={acts} compact={compact} open={setOpened} />
      <Dialogs payment={payment} opened={opened} onClose={() => setOpened(null)} />
    </article>
  );
}

function useCardKeys(on: boolean, act: (act: CardAct) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      if (event.key === 'Enter' && target?.closest('a, button, summary')) return;
      const asked = actOf(event);
      if (asked === null) return;
      event.preventDefault();
      latest.current(asked);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [on]);
}

/** What may be done with a payment at once, without a dialog. */
export function usePaymentActs(payment: Payment) {
  const t = useText(texts);
  const who = payment.accountName ?? payment.payerName;
  const accept = useAct(settlements.allocate, {
    invalidates: moneyViews,
    onDone: () => done(t('payment.accepted', { name: who })),
  });
  const advance = useAct(settlements.keepAdvance, {
    invalidates: moneyViews,
    onDone: () => done(t('payment.keptAdvance', { name: who })),
  });
  return { accept, advance };
}

function Payer({ payment }: { readonly payment: Payment }) {
  const t = useText(texts);
  const told = [payment.payerName, payment.payerInn && t('payment.inn', { inn: payment.payerInn })]
    .filter(Boolean)
    .join(', ');
  if (payment.accountId === null) return <p className={css['payer']}>{told === '' ? t('payment.nobody') : told}</p>;
  return (
    <p className={css['payer']}>
      <A to={paths.account(payment.accountId)}>{payment.accountName}</A>
      <span className="muted">
        {payment.payerInn === (payment.accountInn ?? '')
          ? payment.payerInn !== '' && ` ${t('payment.inn', { inn: payment.payerInn })}`
          : told !== '' && ` ${t('payment.payerAsWritten')}: ${told}`}
      </span>
    </p>
  );
}

type ActsProps = {
  readonly payment: Payment;
  readonly acts: ReturnType<typeof usePaymentActs>;
  readonly compact: boolean;
  readonly open: (what: Opened) => void;
};

function CardActs({ payment, acts, compact, open }: ActsProps) {
  const t = useText(texts);
  const closed = useClosed();
  const input = { paymentId: payment.id, version: payment.version };
  if (closed !== null) return null;
  if (compact) {
    return (
      <div className={css['acts']}>
        <Button small kind="quiet" onClick={() => open('takeBack')}>
          {t('payment.takeBack')}
        </Button>
      </div>
    );
  }
  if (payment.accountId === null) {
    return (
      <div className={css['acts']}>
        <Button small kind="primary" onClick={() => open('payer')}>
          {t('payment.givePayer')}
        </Button>
        <Button small kind="quiet" onClick={() => open('aside')}>
          {t('payment.aside')}
        </Button>
      </div>
    );
  }
  return (
    <div className={css['acts']}>
      {payment.proposal.length === 0 ? null : (
        <ActButton act={acts.accept} input={input} kind="primary" small>
          {t('payment.accept')}
        </ActButton>
      )}
      <Button small onClick={() => open('choose')}>
        {t('payment.choose')}
      </Button>
      <ActButton act={acts.advance} input={input} kind="quiet" small>
        {t('payment.asAdvance')}
      </ActButton>
      <Button small kind="quiet" onClick={() => open('payer')}>
        {t('payment.otherPayer')}
      </Button>
    </div>
  );
}

/** The dialogs of a payment. */
export function Dialogs(props: { readonly payment: Payment; readonly opened: Opened; readonly onClose: () => void }) {
  const { payment, opened, onClose } = props;
  if (opened === 'choose') return <ChooseDebts payment={payment} onClose={onClose} />;
  if (opened === 'payer') return <PayerDialog payment={payment} onClose={onClose} />;
  if (opened === 'aside') return <ReasonDialog payment={payment} what="aside" onClose={onClose} />;
  if (opened === 'takeBack') return <ReasonDialog payment={payment} what="takeBack" onClose={onClose} />;
  return null;
}
