import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { bucketLabel } from '../texts/bucket-label.ts';
import { texts } from '../texts.ts';
import css from './receivables.module.css';
import { ageTone } from './tones.ts';

type Row = OutputOf<typeof settlements.ageing>['rows'][number];
type Totals = OutputOf<typeof settlements.ageingTotals>;
type Debt = OutputOf<typeof settlements.receivables>['rows'][number];

/** The papers behind a row or one cell of the matrix. */
export function DebtList(props: {
  readonly row: Row;
  readonly totals: Totals;
  /** '' is today. */
  readonly asOf: string;
  readonly bucket: string;
}) {
  const { row, totals, asOf } = props;
  const t = useText(texts);
  const lang = useLang();
  const [bucket, setBucket] = useState(props.bucket);
  const at = totals.codes.indexOf(bucket);
  const open = totals.codes.filter((_code, place) => (row.buckets[place] ?? '0') !== '0');
  return (
    <div className={css['drill']}>
      <div className={css['drillHead']}>
        <b>
          <Sum minor={at < 0 ? row.totalMinor : (row.buckets[at] ?? '0')} kopecks="always" />
        </b>
        {row.oldestDays > 0 ? <span className="muted">{t('ageing.oldest', { count: row.oldestDays })}</span> : null}
        {row.of === 'account' && row.id !== null ? (
          <LinkButton to={paths.account(row.id)} small>
            {t('ageing.openAccount')}
          </LinkButton>
        ) : null}
      </div>
      {open.length < 2 ? null : (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('ageing.buckets')}
          value={bucket}
          onChange={setBucket}
          data={[
            { value: '', label: t('ageing.all') },
            ...open.map((code) => ({ value: code, label: bucketLabel(code, lang) })),
          ]}
        />
      )}
      <Papers input={askOf({ row, totals, asOf, bucket })} showAccount={row.of !== 'account'} totals={totals} />
    </div>
  );
}

type Asked = { readonly row: Row; readonly totals: Totals; readonly asOf: string; readonly bucket: string };

function askOf({ row, totals, asOf, bucket }: Asked): InputOf<typeof settlements.receivables> {
  const range = totals.ranges.find((one) => one.code === bucket);
  const whose =
    row.of === 'manager'
      ? row.id === null
        ? { noManager: true }
        : { managerId: row.id }
      : row.of === 'group'
        ? { groupId: row.id ?? '' }
        : { accountId: row.id ?? '' };
  return {
    ...whose,
    ...(asOf === '' ? {} : { asOf }),
    ...(range?.fromDays == null ? {} : { fromDays: range.fromDays }),
    ...(range?.toDays == null ? {} : { toDays: range.toDays }),
  };
}

type PapersProps = {
  readonly input: InputOf<typeof settlements.receivables>;
  readonly showAccount: boolean;
  readonly totals: Totals;
};

function Papers({ input, showAccount, totals }: PapersProps) {
  const t = useText(texts);
  const list = useInfiniteQuery({ ...askPages(settlements.receivables, input), throwOnError: false });
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly Debt[]) ?? [];
  if (list.isPending) return <p className="muted">{t('money.reading')}</p>;
  if (list.isError) return <Button onClick={() => void list.refetch()}>{t('money.again')}</Button>;
  return (
    <>
      <ul className={css['papers']} aria-label={t('ageing.papersOf')}>
        {rows.map((debt) => (
          <Paper key={debt.id} debt={debt} showAccount={showAccount} totals={totals} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button small onClick={() => void list.fetchNextPage()}>
          {t('money.more')}
        </Button>
      ) : null}
    </>
  );
}

function Paper({
  debt,
  showAccount,
  totals,
}: {
  readonly debt: Debt;
  readonly showAccount: boolean;
  readonly totals: Totals;
}) {
  const t = useText(texts);
  const at = totals.ranges.findIndex(
    (one) =>
      (one.fromDays === null || debt.daysLate >= one.fromDays) && (one.toDays === null || debt.daysLate <= one.toDays),
  );
  return (
    <li>
      <i style={{ background: ageTone(Math.max(0, at), totals.codes.length) }} aria-hidden />
      <span className={css['paper']}>
        <b>
          {debt.documentId === null ? (
            debt.documentNumber
          ) : (
            <A to={paths.document(debt.documentId)}>{debt.documentNumber}</A>
          )}
        </b>{' '}
        <span className="muted">
          {t('ageing.from')} <DateText value={debt.documentDate} />
          {debt.orderId === null ? null : (
            <>
              {' · '}
              <A to={paths.order(debt.orderId)}>{t('ageing.orderNumber', { number: debt.orderNumber ?? '' })}</A>
            </>
          )}
        </span>
        {showAccount ? <A to={paths.account(debt.accountId)}>{debt.accountName}</A> : null}
      </span>
      <span className={css['paperSum']}>
        <Sum minor={debt.openMinor} kopecks="always" />
        <small className="muted">
          {debt.daysLate > 0 ? t('ageing.late', { count: debt.daysLate }) : t('ageing.dueOn')}{' '}
          {debt.daysLate > 0 ? null : <DateText value={debt.dueOn} />}
        </small>
      </span>
    </li>
  );
}
