import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { PaymentFacts } from './PaymentBody.tsx';
import { PaymentHistory } from './PaymentHistory.tsx';

/** A payment on a page of its own. */
export function PaymentPage() {
  const t = useText(texts);
  const { paymentId = '' } = useParams();
  const view = useLoaded(settlements.payment, { paymentId });
  return (
    <Page
      title={t('payment.number', { number: view.payment.number })}
      back={paths.payments({ direction: 'in' })}
      aside={
        <Panel title={t('payment.history')}>
          <PaymentHistory history={view.history} />
        </Panel>
      }
    >
      <Panel>
        <PaymentFacts view={view} />
      </Panel>
    </Page>
  );
}
