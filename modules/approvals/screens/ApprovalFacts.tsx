import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { DateText, Percent, Sum } from '#web/ui/values.tsx';
import type { ApprovalCard } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './approvals.module.css';

type Props = { readonly card: ApprovalCard };

/** What the answer is worth: the sum, the margin with and without the discounts, the limit after it. */
export function MoneyEffect({ card }: Props) {
  const t = useText(texts);
  const { subject, account } = card;
  const given = BigInt(subject.fullMinor) - BigInt(subject.totalMinor);
  return (
    <div className={css['figures']}>
      <Figure label={t('page.total')} large>
        <Sum minor={subject.totalMinor} />
      </Figure>
      {given === 0n ? null : (
        <Figure
          label={t('page.given')}
          hint={
            <>
              {t('page.full')} <Sum minor={subject.fullMinor} />
            </>
          }
        >
          <Sum minor={given} />
        </Figure>
      )}
      {subject.marginBp === null ? null : (
        <Figure label={t('page.margin')}>
          {given === 0n ? null : (
            <>
              <Percent bp={subject.fullMarginBp} /> →{' '}
            </>
          )}
          <Percent bp={subject.marginBp} />
        </Figure>
      )}
      <LimitAfter leftAfterMinor={account.leftAfterMinor} prepaid={subject.prepaid} />
    </div>
  );
}

function LimitAfter({
  leftAfterMinor,
  prepaid,
}: {
  readonly leftAfterMinor: string | null;
  readonly prepaid: boolean;
}) {
  const t = useText(texts);
  if (prepaid) return <Figure label={t('page.limit')}>{t('page.prepaid')}</Figure>;
  if (leftAfterMinor === null) return <Figure label={t('page.limit')}>{t('page.noLimit')}</Figure>;
  const left = BigInt(leftAfterMinor);
  return (
    <Figure label={left < 0n ? t('page.overAfter') : t('page.leftAfter')}>
      <Sum minor={left < 0n ? -left : left} />
    </Figure>
  );
}

/** The account in three lines: debt, limit, history. */
export function AccountLines({ card }: Props) {
  const t = useText(texts);
  const { account, approval } = card;
  return (
    <div className={css['account']}>
      {account.stopped ? <p className={css['stopped']}>{t('page.stopped', { reason: account.stopReason })}</p> : null}
      <p>
        <A to={paths.account(approval.accountId)}>{approval.accountName}</A>
      </p>
      <p>
        {t(account.ofGroup ? 'page.debtGroup' : 'page.debt')} <Sum minor={account.receivableMinor} />
        {account.overdueMinor === '0' ? null : (
          <span className={css['late']}>
            , {t('page.overdue')} <Sum minor={account.overdueMinor} /> ({t('page.days', { count: account.overdueDays })}
            )
          </span>
        )}
      </p>
      <p>
        {account.limitMinor === null ? (
          t('page.noLimit')
        ) : (
          <>
            {t('page.limit')} <Sum minor={account.limitMinor} />, {t('page.used')} <Sum minor={account.exposureMinor} />
          </>
        )}
      </p>
      <p>
        {t('page.year')} <Sum minor={account.yearMinor} />
      </p>
      {card.lastOrders.length === 0 ? null : (
        <ul className={css['orders']} aria-label={t('page.lastOrders')}>
          {card.lastOrders.map((order) => (
            <li key={order.id}>
              <A to={paths.order(order.id)}>{t('list.order', { number: order.number })}</A>{' '}
              <Sum minor={order.totalMinor} /> <DateText value={order.orderedOn} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
