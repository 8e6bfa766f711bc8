import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { useLang } from '#web/session.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { Percent, Sum } from '#web/ui/values.tsx';
import type { settlements } from '../contract.ts';
import { bucketLabel } from '../texts/bucket-label.ts';
import { texts } from '../texts.ts';
import css from './receivables.module.css';
import { ageTone } from './tones.ts';

type Totals = OutputOf<typeof settlements.ageingTotals>;

// Narrower parts have no room for their name: it is shown on hover.
const labelled = 1_000;

/** All that is owed in one line: the figures and the bar of ages, deepening with delay. */
export function AgeingBar({ totals }: { readonly totals: Totals }) {
  const t = useText(texts);
  const lang = useLang();
  const total = BigInt(totals.totalMinor);
  const bp = (minor: string): number => (total === 0n ? 0 : Number((BigInt(minor) * 10_000n) / total));
  return (
    <div className={css['summary']}>
      <Figure label={t('ageing.total')} large>
        <Sum minor={totals.totalMinor} />
      </Figure>
      <Figure label={t('settlements.overdue')} hint={<Percent bp={bp(totals.overdueMinor)} />}>
        <Sum minor={totals.overdueMinor} />
      </Figure>
      <Figure label={t('ageing.accounts')} hint={t('ageing.papers', { count: totals.count })}>
        {totals.accounts}
      </Figure>
      {total === 0n ? null : (
        <div
          className={css['bar']}
          role="img"
          aria-label={t('ageing.barLabel', { share: String(bp(totals.overdueMinor) / 100) })}
        >
          {totals.codes.map((code, at) => {
            const minor = totals.buckets[at] ?? '0';
            if (minor === '0') return null;
            return (
              <span
                key={code}
                title={bucketLabel(code, lang)}
                style={{ flexGrow: Math.max(60, bp(minor)), background: ageTone(at, totals.codes.length) }}
              >
                {bp(minor) < labelled ? null : <i>{bucketLabel(code, lang)}</i>}
              </span>
            );
          })}
        </div>
      )}
    </div>
  );
}
