import { DebtsPanel, LedgerPanel } from '#modules/settlements/screens/index.ts';
import type { CardView } from '../contract/views.ts';
import css from './accounts.module.css';
import { PaymentsPanel } from './PaymentsPanel.tsx';

/** What the account owes, what it has paid lately, its ledger. */
export function MoneyTab({ card }: { readonly card: CardView }) {
  return (
    <div className={css['stack']}>
      <DebtsPanel accountId={card.id} />
      <PaymentsPanel card={card} />
      <LedgerPanel accountId={card.id} />
    </div>
  );
}
