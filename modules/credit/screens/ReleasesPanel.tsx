import { useState } from 'react';
import { dateText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Sum } from '#web/ui/values.tsx';
import type { CreditCard } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { ReasonDialog } from './ReasonDialog.tsx';

type Release = CreditCard['releases'][number];

/** The permissions over the limit that still hold, each boxed by sum and moment; to end one before its time. */
export function ReleasesPanel({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const [ending, setEnding] = useState<Release | null>(null);
  const held = (
    <LinkButton small kind="quiet" to={paths.orders({ accountId: card.accountId, state: 'held' })}>
      {t('releases.held')}
    </LinkButton>
  );
  return (
    <Panel title={t('releases.title')} flush>
      {card.releases.length === 0 ? (
        <EmptyState title={t('releases.none')} hint={t('releases.noneHint')} act={held} />
      ) : null}
      <ul className={css['lines']}>
        {card.releases.map((release) => (
          <ReleaseLine
            key={release.id}
            release={release}
            onEnd={card.closed.change === null ? () => setEnding(release) : null}
          />
        ))}
      </ul>
      {ending === null ? null : (
        <ReasonDialog card={card} what="endRelease" release={ending} onClose={() => setEnding(null)} />
      )}
    </Panel>
  );
}

function ReleaseLine({ release, onEnd }: { readonly release: Release; readonly onEnd: (() => void) | null }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const { orderId, orderNumber } = release;
  return (
    <li>
      <div className={css['what']}>
        <span className={css['period']}>
          {orderId === null ? (
            t('releases.any')
          ) : (
            <A to={paths.order(orderId)}>{t('releases.order', { number: orderNumber })}</A>
          )}
          <span className="muted">
            {t('releases.until', { date: dateText(release.validUntil, { lang, ...time }) })}
          </span>
        </span>
        <p>{release.reason}</p>
        {release.givenBy === null ? null : <p className="muted">{release.givenBy}</p>}
      </div>
      <span className={css['sum']}>
        <span className="muted">{t('releases.upTo')}</span>{' '}
        <b>
          <Sum minor={release.maxMinor} />
        </b>
      </span>
      {onEnd === null ? null : (
        <Button small kind="quiet" onClick={onEnd}>
          {t('releases.end')}
        </Button>
      )}
    </li>
  );
}
