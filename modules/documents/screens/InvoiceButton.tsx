import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { orders } from '#modules/orders/contract.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { type Act, useAct } from '#web/act.ts';
import { ask, queryClient } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useReasonText } from '#web/refusals.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { documents } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './documents.module.css';

type Bill = OutputOf<typeof documents.list>['rows'][number];
type Billed = { readonly id: string; readonly totalMinor: string };

/**
 * «Выставить счёт» for an order; says why a bill has no QR code when it has none, and opens the bill. Where the latest
 * bill of the order is of the same sum, that one is offered before another is made.
 */
export function InvoiceButton({ order }: { readonly order: Billed }) {
  const t = useText(texts);
  const issue = useIssue();
  const [same, setSame] = useState<Bill | null>(null);
  const [looking, setLooking] = useState(false);
  const input = { orderId: order.id, id: issue.id };
  const look = async (): Promise<undefined> => {
    setLooking(true);
    const found = await sameBill(order);
    setLooking(false);
    if (found === null) await issue.act.run(input);
    else setSame(found);
  };
  const act: Act<typeof input, unknown> = {
    ...issue.act,
    outcome: looking ? { kind: 'pending' } : issue.act.outcome,
    run: look,
  };
  return (
    <>
      <ActButton act={act} input={input} icon={<IconFileText size={16} aria-hidden />}>
        {t('documents.issue')}
      </ActButton>
      {same === null ? null : (
        <Dialog title={t('documents.sameBill')} onClose={() => setSame(null)}>
          <p className={css['same']}>
            {t('documents.sameBillHint', { number: same.numberText })} <DateText value={same.datedOn} />,{' '}
            <Sum minor={same.totalMinor} kopecks="always" />
          </p>
          <div className={css['acts']}>
            <Button kind="primary" data-autofocus onClick={() => go(paths.document(same.id))}>
              {t('documents.openBill', { number: same.numberText })}
            </Button>
            <ActButton act={issue.act} input={input}>
              {t('documents.issueAnother')}
            </ActButton>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Issues a bill and opens it; busy until the bill is seen, so that one wish makes one bill. */
function useIssue() {
  const t = useText(texts);
  const say = useReasonText();
  const [id] = useState(newId);
  const [leaving, setLeaving] = useState(false);
  const act = useAct(documents.issueInvoice, {
    invalidates: [documents.list, orders.timeline],
    onDone: ({ id: made, numberText, noCode }) => {
      setLeaving(true);
      done(noCode === null ? t('documents.issued', { number: numberText }) : say({ code: noCode }));
      go(paths.document(made));
    },
  });
  return { id, act: leaving ? { ...act, outcome: { kind: 'pending' } as const } : act };
}

/** The latest bill of the order if its sum is still the order's; null when there is none, or nobody answers. */
async function sameBill({ id, totalMinor }: Billed): Promise<Bill | null> {
  const bills = ask(documents.list, { orderId: id, kind: 'invoice', limit: 1 });
  const [latest] = (await queryClient.fetchQuery({ ...bills, staleTime: 0 }).catch(() => ({ rows: [] }))).rows;
  return latest?.totalMinor === totalMinor ? latest : null;
}
