import {
  IconAlertTriangle,
  IconCash,
  IconClockHour4,
  IconCoins,
  IconFlag,
  IconGavel,
  IconInbox,
  IconMessageQuestion,
  IconPackageImport,
  IconPhone,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { addDays } from '#kernel/plain-date.ts';
import type { KeyOf, TextParams } from '#kernel/texts.ts';
import { accounts } from '#modules/accounts/contract.ts';
import { useAct } from '#web/act.ts';
import { dateText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime, useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { buttonClass, LinkButton } from '#web/ui/Button.tsx';
import { cx } from '#web/ui/cx.ts';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { day, type DayCard as Item } from '../contract.ts';
import type { DayKind } from '../model.ts';
import { texts } from '../texts.ts';
import css from './day.module.css';

type TextKey = KeyOf<typeof texts>;

const icons: Record<DayKind, ComponentType<{ readonly size?: number }>> = {
  question: IconMessageQuestion,
  decide: IconGavel,
  answer: IconFlag,
  queue: IconInbox,
  expiring: IconClockHour4,
  step: IconFlag,
  debt: IconCoins,
  payments: IconCash,
  arrived: IconPackageImport,
  held: IconClockHour4,
};
const tones = { late: 'stop', today: 'info', soon: 'plain' } as const;

/** Where a card leads. */
function placeOf(item: Item): string {
  switch (item.kind) {
    case 'decide':
      return paths.approval(item.subjectId);
    case 'step':
      return paths.account(item.subjectId);
    case 'debt':
      return paths.account(item.subjectId, { tab: 'debts' });
    case 'payments':
      return paths.payments({ state: item.detail });
    default:
      return paths.order(item.subjectId);
  }
}

const answerKeys: Readonly<Record<string, TextKey>> = {
  approved: 'what.answer_yes',
  approved_with_changes: 'what.answer_changes',
  rejected: 'what.answer_no',
};
const decideKeys: Readonly<Record<string, TextKey>> = {
  credit: 'what.decide_credit',
  discount: 'what.decide_discount',
  floor: 'what.decide_floor',
};

function whatKey(item: Item): TextKey {
  switch (item.kind) {
    case 'decide':
      return decideKeys[item.detail] ?? 'what.decide_credit';
    case 'answer':
      return answerKeys[item.detail] ?? 'what.answer_yes';
    case 'payments':
      return item.detail === 'unknown' ? 'what.payments_unknown' : 'what.payments_probable';
    case 'arrived':
      return item.detail === 'complete' ? 'what.arrived_complete' : 'what.arrived_part';
    default:
      return `what.${item.kind}`;
  }
}

/** One thing of the day: what, why now, the figure, one or two acts. */
export function DayCard({ item }: { readonly item: Item }) {
  const t = useText(texts);
  const Icon = item.urgency === 'late' ? IconAlertTriangle : icons[item.kind];
  const params: TextParams = { number: item.number ?? '', text: item.text, count: item.count ?? 0 };
  return (
    <li className={cx(css['card'], css[item.urgency])}>
      <span className={css['icon']}>
        <Icon size={18} />
      </span>
      <div className={css['what']}>
        <A to={placeOf(item)}>{t(whatKey(item), params)}</A>
        {item.accountId === null || item.accountName === null ? null : (
          <A to={paths.account(item.accountId)} className={css['account']}>
            {item.accountName}
          </A>
        )}
        <p className={css['why']}>
          {item.urgency === 'late' ? <StateBadge state={tones[item.urgency]} label={t('urgency.late')} /> : null}
          <Why item={item} />
        </p>
      </div>
      <span className={css['figure']}>{item.minor === null ? null : <Sum minor={item.minor} />}</span>
      <div className={css['acts']}>
        <Acts item={item} />
      </div>
    </li>
  );
}

function Why({ item }: { readonly item: Item }): ReactNode {
  const t = useText(texts);
  const on = (key: TextKey, value: string | null) =>
    value === null ? null : (
      <span>
        {t(key)} <DateText value={value} />
      </span>
    );
  const said = item.text === '' ? null : <span className={css['said']}>{item.text}</span>;
  switch (item.kind) {
    case 'question':
      return (
        <>
          <span className={css['said']}>{t('why.question', { who: item.detail, text: item.text })}</span>
          {on('why.asked', item.at)}
        </>
      );
    case 'decide':
      return (
        <>
          {said}
          {item.urgency === 'late' ? <span>{t('why.deadlinePassed')}</span> : on('why.deadline', item.at)}
        </>
      );
    case 'answer':
      return said;
    case 'queue':
      return on('why.handed', item.at);
    case 'expiring':
      return (
        <>
          <span>{t('why.lines', { count: item.count ?? 0 })}</span>
          {on('why.ends', item.at)}
        </>
      );
    case 'step':
      return on('why.step', item.on);
    case 'debt':
      return (
        <>
          <span>{t('why.debt', { days: item.days ?? 0, count: item.count ?? 0 })}</span>
          {on('why.promised', item.on)}
        </>
      );
    case 'payments':
      return on('why.payments', item.on);
    case 'arrived':
      return <DateText value={item.at} />;
    case 'held':
      return item.detail === '' ? null : <span>{t('why.decider', { who: item.detail })}</span>;
  }
}

function Acts({ item }: { readonly item: Item }) {
  const t = useText(texts);
  const go = (key: TextKey) => (
    <LinkButton to={placeOf(item)} small>
      {t(key)}
    </LinkButton>
  );
  switch (item.kind) {
    case 'step':
      return <StepActs item={item} />;
    case 'debt':
      return <Phone item={item} />;
    case 'decide':
      return go('act.decide');
    case 'question':
      return go('act.answer');
    case 'payments':
      return go('act.payments');
    default:
      return go('act.order');
  }
}

function Phone({ item }: { readonly item: Item }) {
  const t = useText(texts);
  if (item.phone === null) return null;
  return (
    <a
      className={buttonClass({ small: true })}
      href={`tel:${item.phone.replace(/[^+\d]/g, '')}`}
      title={item.phone}
      aria-label={`${t('act.call')}: ${item.accountName ?? ''}, ${item.phone}`}
    >
      <IconPhone size={14} aria-hidden />
      {t('act.call')}
    </a>
  );
}

/** A step is done, or moved to tomorrow; either may be taken back. */
function StepActs({ item }: { readonly item: Item }) {
  const t = useText(texts);
  const lang = useLang();
  const time = useOrgTime();
  const { may } = useSession();
  const before = { accountId: item.subjectId, text: item.text, on: item.on };
  const tomorrow = addDays(time.today, 1);
  const undo = useAct(accounts.setNextStep, { invalidates: [day.get] });
  const back = { undo: () => void undo.run(before) };
  const finish = useAct(accounts.setNextStep, { invalidates: [day.get], onDone: () => done(t('done.step'), back) });
  const later = useAct(accounts.setNextStep, {
    invalidates: [day.get],
    onDone: () => done(t('done.tomorrow', { date: dateText(tomorrow, { lang, ...time }) }), back),
  });
  return (
    <>
      <Phone item={item} />
      {may('accounts.write') ? (
        <>
          <ActButton act={later} input={{ ...before, on: tomorrow }} small kind="quiet">
            {t('act.tomorrow')}
          </ActButton>
          <ActButton act={finish} input={{ accountId: item.subjectId, text: '', on: null }} small>
            {t('act.done')}
          </ActButton>
        </>
      ) : null}
    </>
  );
}
