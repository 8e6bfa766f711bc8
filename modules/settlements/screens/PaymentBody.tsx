import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Facts } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { Dialogs, type Payment, usePaymentActs } from './PaymentCard.tsx';
import { PaymentHistory } from './PaymentHistory.tsx';
import { PaymentState } from './PaymentState.tsx';
import { Proposal } from './Proposal.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { Reasons } from './Reasons.tsx';
import css from './statement.module.css';
import { useClosed } from './writing.ts';

type View = OutputOf<typeof settlements.payment>;

/** A payment in the drawer: read when it opens. */
export function PaymentBody({ paymentId }: { readonly paymentId: string }) {
  const t = useText(texts);
  const found = useQuery({ ...ask(settlements.payment, { paymentId }), throwOnError: false });
  if (found.isError) return <Button onClick={() => void found.refetch()}>{t('money.again')}</Button>;
  if (found.data === undefined) return <p className="muted">{t('money.reading')}</p>;
  return (
    <>
      <PaymentFacts view={found.data} />
      <PaymentHistory history={found.data.history} />
    </>
  );
}

/** What a payment is, what it settles, and what may be done with it. */
export function PaymentFacts({ view }: { readonly view: View }) {
  const t = useText(texts);
  const { payment } = view;
  return (
    <div className={css['facts']}>
      <p className={css['big']}>
        <Sum minor={payment.amountMinor} kopecks="always" />
        <PaymentState state={payment.state} direction={payment.direction} />
      </p>
      <Facts
        rows={[
          [
            t('settlements.by_account'),
            payment.accountId === null ? (
              t('payment.nobody')
            ) : (
              <A key="account" to={paths.account(payment.accountId)}>
                {payment.accountName}
              </A>
            ),
          ],
          [t('payments.on'), <DateText key="on" value={payment.bookedOn} />],
          [t('payment.payerAsWritten'), [payment.payerName, payment.payerInn].filter(Boolean).join(', ')],
          [t('payments.purpose'), payment.purpose],
          [
            t('payments.free'),
            payment.accountId === null ? '—' : <Sum key="free" minor={payment.unallocatedMinor} kopecks="always" />,
          ],
        ]}
      />
      <Reasons reasons={payment.reasons} />
      <Proposal payment={payment} />
      <Acts payment={payment} settles={view.parts.length > 0} />
      <Parts view={view} />
    </div>
  );
}

function Acts({ payment, settles }: { readonly payment: Payment; readonly settles: boolean }) {
  const t = useText(texts);
  const closed = useClosed();
  const [opened, setOpened] = useState<'choose' | 'payer' | 'aside' | 'takeBack' | null>(null);
  const acts = usePaymentActs(payment);
  if (payment.direction !== 'in') return null;
  const input = { paymentId: payment.id, version: payment.version };
  const known = payment.accountId !== null;
  const free = payment.unallocatedMinor !== '0';
  return (
    <div className={css['acts']}>
      {known && payment.proposal.length > 0 ? (
        <ActButton act={acts.accept} input={input} kind="primary" closed={closed}>
          {t('payment.accept')}
        </ActButton>
      ) : null}
      {closed === null && known && free ? (
        <Button onClick={() => setOpened('choose')}>{t('payment.choose')}</Button>
      ) : null}
      {known && (payment.state === 'probable' || payment.state === 'unknown') ? (
        <ActButton act={acts.advance} input={input} closed={closed}>
          {t('payment.asAdvance')}
        </ActButton>
      ) : null}
      {closed === null && !settles ? (
        <Button onClick={() => setOpened('payer')}>{known ? t('payment.otherPayer') : t('payment.givePayer')}</Button>
      ) : null}
      {closed === null && !settles && payment.state !== 'ignored' ? (
        <Button kind="quiet" onClick={() => setOpened('aside')}>
          {t('payment.aside')}
        </Button>
      ) : null}
      {closed === null && settles ? (
        <Button kind="quiet" onClick={() => setOpened('takeBack')}>
          {t('payment.takeBack')}
        </Button>
      ) : null}
      <Dialogs payment={payment} opened={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

/** The debts that the payment settles; each may be taken back alone. */
function Parts({ view }: { readonly view: View }) {
  const t = useText(texts);
  const closed = useClosed();
  const [back, setBack] = useState<string | null>(null);
  if (view.parts.length === 0) return null;
  return (
    <table className={css['proposal']}>
      <caption className={css['caption']}>{t('payment.settles')}</caption>
      <tbody>
        {view.parts.map((part) => (
          <tr key={part.receivableId}>
            <td>
              {part.documentId === null ? (
                part.documentNumber
              ) : (
                <A to={paths.document(part.documentId)}>{part.documentNumber}</A>
              )}{' '}
              <span className="muted">
                <DateText value={part.documentDate} />
              </span>
              {part.accountName === view.payment.accountName ? null : (
                <span className="muted"> {part.accountName}</span>
              )}
            </td>
            <td>
              <Sum minor={part.sumMinor} kopecks="always" />
              {closed === null ? (
                <Button
                  small
                  kind="quiet"
                  aria-label={t('payment.takeBackOf', { number: part.documentNumber })}
                  onClick={() => setBack(part.receivableId)}
                >
                  {t('payment.takeBack')}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
      {back === null ? null : (
        <ReasonDialog payment={view.payment} what="takeBack" receivableIds={[back]} onClose={() => setBack(null)} />
      )}
    </table>
  );
}
