import { useMediaQuery } from '@mantine/hooks';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Percent, Sum } from '#web/ui/values.tsx';
import type { ApprovalCard } from '../contract.ts';
import { approvals } from '../contract.ts';
import { texts } from '../texts.ts';
import { AccountLines, MoneyEffect } from './ApprovalFacts.tsx';
import { ApprovalLines } from './ApprovalLines.tsx';
import { ApprovalState } from './ApprovalState.tsx';
import css from './approvals.module.css';
import { DecideBox } from './DecideBox.tsx';
import { HoldTexts } from './HoldTexts.tsx';

/** One view of everything a decision needs; done with a thumb on a phone. */
export function ApprovalPage() {
  const t = useText(texts);
  const { approvalId = '' } = useParams();
  const card = useLoaded(approvals.get, { approvalId });
  const { approval } = card;
  // On a phone the answer stands right under the money it is about.
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const decide = <DecideBox key={`${card.version} ${card.subjectVersion}`} card={card} />;
  return (
    <Page
      title={t('page.title', { what: t(`ask.${approval.kind}`), account: approval.accountName })}
      back={paths.approvals()}
      badge={<ApprovalState state={approval.state} />}
      under={<Under card={card} />}
      aside={
        <div className={css['side']}>
          {phone ? null : decide}
          <Similar card={card} />
        </div>
      }
    >
      <Panel title={t('page.asked')}>
        <HoldTexts card={card} />
        <p className={css['note']}>{approval.note === '' ? t('page.noNote') : approval.note}</p>
      </Panel>
      <Panel title={t('page.money')}>
        <MoneyEffect card={card} />
      </Panel>
      <Panel title={t('page.account')}>
        <AccountLines card={card} />
      </Panel>
      {phone ? decide : null}
      <Panel title={t('page.lines')} flush>
        <ApprovalLines card={card} />
      </Panel>
    </Page>
  );
}

function Under({ card }: { readonly card: ApprovalCard }) {
  const t = useText(texts);
  const { approval } = card;
  return (
    <>
      {approval.requestedBy} · <DateText value={approval.requestedAt} />
      {approval.subjectNumber === null ? null : (
        <>
          {' · '}
          <A to={paths.order(approval.subjectId)}>{t('page.order', { number: approval.subjectNumber })}</A>
        </>
      )}
      {approval.state === 'pending' ? (
        <>
          {' · '}
          {t('page.deadline')} <DateText value={approval.deadline} />
          {approval.escalated ? ` · ${t('state.escalated')}` : null}
        </>
      ) : null}
    </>
  );
}

/** What was decided before in the like. */
function Similar({ card }: { readonly card: ApprovalCard }) {
  const t = useText(texts);
  return (
    <Panel title={t('page.similar')}>
      {card.similar.length === 0 ? <p className="muted">{t('page.noSimilar')}</p> : null}
      <ul className={css['list']}>
        {card.similar.map((row) => (
          <li key={row.id}>
            <A to={paths.approval(row.id)}>
              <ApprovalState state={row.state} />
              <Sum minor={row.amountMinor} />
              {row.kind === 'credit' ? null : <Percent bp={row.discountBp} digits={2} />}
              <DateText value={row.decidedAt} />
            </A>
            {row.decisionNote === '' ? null : <small>{row.decisionNote}</small>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
