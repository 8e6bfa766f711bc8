import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { minorText, parseMinor } from '#kernel/money.ts';
import { credit } from '#modules/credit/contract.ts';
import { orders } from '#modules/orders/contract.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { readableDetails } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { shell } from '#web/shell/endpoints.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import { type ApprovalCard, approvals } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './approvals.module.css';
import { discountFrom, discountText } from './discount.ts';

type Input = InputOf<typeof approvals.decide>;
type Props = { readonly card: ApprovalCard };

/** Yes, no, or yes with changes; a reason; what a yes means. */
export function DecideBox({ card }: Props) {
  const t = useText(texts);
  const [note, setNote] = useState('');
  const [changing, setChanging] = useState(false);
  const { approval } = card;
  const decide = useAct(approvals.decide, {
    invalidates: [approvals.get, approvals.list, orders.get, orders.list, credit.get, shell.session],
    onDone: () => done(t('decide.done')),
  });
  const answer = (verdict: Input['verdict'], changes?: Input['changes']): Input => ({
    approvalId: approval.id,
    version: card.version,
    subjectVersion: card.subjectVersion,
    verdict,
    note,
    ...(changes === undefined ? {} : { changes }),
  });
  if (approval.state !== 'pending') return <Decided card={card} />;
  const closed = card.closed.decide;
  const silent = note.trim() === '' ? { code: 'approvals.reason_needed' } : null;
  return (
    <Panel title={t('decide.title')}>
      <div className={css['decide']}>
        <Authority card={card} />
        <label className={css['reason']}>
          {t('decide.reason')}
          <textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
          <small>{t('decide.reasonHint')}</small>
        </label>
        {changing ? (
          <Changes card={card} onBack={() => setChanging(false)}>
            {(changes) => (
              <ActButton
                act={decide}
                input={() => answer('approve_with_changes', changes)}
                closed={closed ?? silent}
                kind="primary"
                wide
              >
                {t('decide.butDo')}
              </ActButton>
            )}
          </Changes>
        ) : (
          <>
            <Effect card={card} />
            <div className={css['verdicts']}>
              <ActButton
                act={decide}
                input={() => answer('approve')}
                closed={closed}
                kind="primary"
                wide
                icon={<IconCheck size={16} />}
              >
                {t('decide.yes')}
              </ActButton>
              <Button
                wide
                aria-disabled={closed !== null || undefined}
                onClick={() => closed === null && setChanging(true)}
              >
                {t('decide.but')}
              </Button>
              <ActButton
                act={decide}
                input={() => answer('reject')}
                closed={closed === null ? silent : closed}
                kind="danger"
                wide
                icon={<IconX size={16} />}
              >
                {t('decide.no')}
              </ActButton>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function Decided({ card }: Props) {
  const t = useText(texts);
  const { approval } = card;
  return (
    <Panel title={t('decide.title')}>
      <p>{t(approval.state === 'withdrawn' ? 'state.withdrawn' : 'page.decidedBy')}</p>
      <p>
        {approval.decidedBy} <DateText value={approval.decidedAt} />
      </p>
      {approval.decisionNote === '' ? null : <p className={css['note']}>{approval.decisionNote}</p>}
    </Panel>
  );
}

function Authority({ card }: Props) {
  const t = useText(texts);
  const lang = useLang();
  const time = useOrgTime();
  const { myLimit, approval } = card;
  const say = () => {
    if (myLimit === null) return t('page.authorityNone');
    const bound = approval.kind === 'credit' ? myLimit.maxMinor : myLimit.maxBp;
    if (bound === null) return t('page.authorityAll');
    const params = readableDetails({ maxMinor: myLimit.maxMinor, maxBp: myLimit.maxBp }, { lang, ...time });
    return t(approval.kind === 'credit' ? 'page.authoritySum' : 'page.authorityBp', params);
  };
  return (
    <p className={css['authority']}>
      {t('page.authority')}: <b>{say()}</b>
    </p>
  );
}

/** What a yes brings. */
function Effect({ card }: Props) {
  const t = useText(texts);
  const lang = useLang();
  const time = useOrgTime();
  const params = readableDetails({ maxMinor: card.subject.totalMinor }, { lang, ...time });
  return (
    <p className={css['effect']}>
      {card.approval.kind === 'credit' ? t('decide.effectYes', params) : t('decide.effectLines')}
    </p>
  );
}

type ChangesProps = Props & {
  readonly onBack: () => void;
  readonly children: (changes: NonNullable<Input['changes']>) => React.ReactNode;
};

function Changes(props: ChangesProps) {
  const t = useText(texts);
  return (
    <div className={css['changes']}>
      {props.card.approval.kind === 'credit' ? <CreditBox {...props} /> : <LinesBox {...props} />}
      <Button kind="quiet" onClick={props.onBack}>
        {t('decide.back')}
      </Button>
    </div>
  );
}

/** Another box for the release: a sum, a day. */
function CreditBox({ card, children }: ChangesProps) {
  const t = useText(texts);
  const [sum, setSum] = useState(minorText(BigInt(card.subject.totalMinor)).replace('.', ','));
  const [until, setUntil] = useState('');
  const minor = parseMinor(sum);
  return (
    <>
      <label>
        {t('decide.sum')}
        <input
          inputMode="decimal"
          value={sum}
          aria-invalid={minor === null || undefined}
          onChange={(event) => setSum(event.currentTarget.value)}
        />
      </label>
      <label>
        {t('decide.until')}
        <input type="date" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </label>
      {children({
        ...(minor === null ? {} : { maxMinor: String(minor) }),
        ...(until === '' ? {} : { validUntil: new Date(`${until}T23:59:59`).toISOString() }),
      })}
    </>
  );
}

/** Other discounts for the asked lines. */
function LinesBox({ card, children }: ChangesProps) {
  const t = useText(texts);
  const asked = card.subject.lines.filter((line) => card.askedLineIds.includes(line.lineId));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(asked.map((line) => [line.lineId, discountText(line.manualBp)])),
  );
  const lines = asked.flatMap((line) => {
    const manualBp = discountFrom(typed[line.lineId] ?? '');
    return manualBp === null || manualBp === line.manualBp ? [] : [{ lineId: line.lineId, manualBp }];
  });
  return (
    <>
      {asked.map((line) => (
        <label key={line.lineId}>
          {t('decide.discount', { title: line.title })}
          <input
            inputMode="decimal"
            value={typed[line.lineId] ?? ''}
            aria-invalid={discountFrom(typed[line.lineId] ?? '') === null || undefined}
            onChange={(event) => setTyped({ ...typed, [line.lineId]: event.currentTarget.value })}
          />
        </label>
      ))}
      {children({ lines })}
    </>
  );
}
