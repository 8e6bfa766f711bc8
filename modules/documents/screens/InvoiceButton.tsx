import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { orders } from '#modules/orders/contract.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useReasonText } from '#web/refusals.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { done } from '#web/ui/toast.tsx';
import type { Reason } from '#web/wire.ts';
import { documents } from '../contract.ts';
import { texts } from '../texts.ts';

/** «Выставить счёт» for an order; says why a bill has no QR code when it has none, and opens the bill. */
export function InvoiceButton(props: { readonly orderId: string; readonly closed?: Reason | null | undefined }) {
  const t = useText(texts);
  const say = useReasonText();
  const [id, setId] = useState(newId);
  const issue = useAct(documents.issueInvoice, {
    invalidates: [documents.list, orders.timeline],
    onDone: ({ id: made, numberText, noCode }) => {
      setId(newId());
      done(noCode === null ? t('documents.issued', { number: numberText }) : say({ code: noCode }));
      go(paths.document(made));
    },
  });
  return (
    <ActButton
      act={issue}
      input={{ orderId: props.orderId, id }}
      closed={props.closed}
      icon={<IconFileText size={16} aria-hidden />}
    >
      {t('documents.issue')}
    </ActButton>
  );
}
