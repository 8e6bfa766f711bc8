import { useText } from '#web/i18n.ts';
import { Sum } from '#web/ui/values.tsx';
import { texts } from '../texts.ts';
import type { Payment } from './PaymentCard.tsx';
import css from './statement.module.css';

const shownMost = 6;

/** Which papers are proposed and what stays of the payment. */
export function Proposal({ payment }: { readonly payment: Payment }) {
  const t = useText(texts);
  const { proposal } = payment;
  if (proposal.length === 0) return null;
  const settled = proposal.reduce((sum, part) => sum + BigInt(part.sumMinor), 0n);
  const rest = BigInt(payment.unallocatedMinor) - settled;
  return (
    <table className={css['proposal']}>
      <caption className="unseen">{t('payment.proposal')}</caption>
      <tbody>
        {proposal.slice(0, shownMost).map((part) => (
          <tr key={part.receivableId}>
            <td>
              {part.documentNumber}
              {part.accountId === payment.accountId ? null : <span className="muted"> {part.accountName}</span>}
            </td>
            <td>
              <Sum minor={part.sumMinor} kopecks="always" />
              {part.sumMinor === part.openMinor ? null : (
                <small className="muted">
                  {' '}
                  {t('payment.of')} <Sum minor={part.openMinor} kopecks="always" />
                </small>
              )}
            </td>
          </tr>
        ))}
        {proposal.length > shownMost ? (
          <tr>
            <td colSpan={2} className="muted">
              {t('payment.morePapers', { count: proposal.length - shownMost })}
            </td>
          </tr>
        ) : null}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('payment.rest')}</td>
          <td>
            <Sum minor={rest} kopecks="always" />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
