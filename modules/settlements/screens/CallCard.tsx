import { IconPhone } from '@tabler/icons-react';
import { hasText } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Button } from '#web/ui/Button.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { CallForm } from './CallForm.tsx';
import css from './collection.module.css';

export type Call = OutputOf<typeof settlements.calls>['rows'][number];

/** What to say, by how late the oldest debt is (design: the collection ladder). */
function scriptOf({ oldestDays, promise, stopped }: Call) {
  if (promise?.state === 'broken') return 'calls.script_broken' as const;
  if (stopped) return 'calls.script_stopped' as const;
  if (oldestDays <= 4) return 'calls.script_soft' as const;
  if (oldestDays <= 9) return 'calls.script_letter' as const;
  return oldestDays <= 29 ? ('calls.script_claim' as const) : ('calls.script_stop' as const);
}

/** A call about money: who, how much, how late, what was promised, what to say, and what came of it. */
export function CallCard({
  call,
  open,
  onOpen,
}: {
  readonly call: Call;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const t = useText(texts);
  return (
    <li className={css['call']}>
      <div className={css['who']}>
        <A to={paths.account(call.accountId, { tab: 'debts' })}>{call.accountName}</A>
        <span className="muted">{call.managerName ?? t('settlements.nobody')}</span>
        {call.stopped ? <StateBadge state="stop" label={t('calls.stopped')} /> : null}
      </div>
      <div className={css['owed']}>
        <b>
          <Sum minor={call.overdueMinor} />
        </b>
        <span className="muted">
          {t('ageing.late', { count: call.oldestDays })} · {t('ageing.papers', { count: call.debts })}
        </span>
      </div>
      <p className={css['script']}>{t(scriptOf(call))}</p>
      <Said call={call} />
      <div className={css['do']}>
        {call.phone === '' ? (
          <span className="muted">{t('calls.noPhone')}</span>
        ) : (
          <a className={css['phone']} href={`tel:${call.phone.replace(/[^+\d]/g, '')}`}>
            <IconPhone size={16} aria-hidden />
            {call.phone}
            {call.contactName === null ? null : <span className="muted"> {call.contactName}</span>}
          </a>
        )}
        <Button small onClick={onOpen} aria-expanded={open}>
          {t('calls.note')}
        </Button>
      </div>
      {open ? <CallForm call={call} onDone={onOpen} /> : null}
    </li>
  );
}

const promiseTones = { waiting: 'info', kept: 'ok', broken: 'stop' } as const;

function Said({ call }: { readonly call: Call }) {
  const t = useText(texts);
  const { promise, lastCall } = call;
  if (promise === null && lastCall === null) return null;
  const key: string = `settlements.result_${lastCall?.result ?? ''}`;
  return (
    <div className={css['said']}>
      {promise === null ? null : (
        <span>
          <StateBadge state={promiseTones[promise.state]} label={t(`calls.promise_${promise.state}`)} />{' '}
          <Sum minor={promise.amountMinor} /> {t('calls.until')} <DateText value={promise.on} />
        </span>
      )}
      {lastCall === null ? null : (
        <span className="muted">
          <DateText value={lastCall.at} />: {hasText(texts, key) ? t(key) : lastCall.result}
          {lastCall.note === '' ? '' : `. ${lastCall.note}`}
        </span>
      )}
    </div>
  );
}
