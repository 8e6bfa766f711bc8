import { Suspense, useState } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { Sum } from '#web/ui/values.tsx';
import { type CreditCard, credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { LimitsPanel } from './LimitsPanel.tsx';
import { MembersPanel } from './MembersPanel.tsx';
import { OpenButton } from './OpenButton.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { ReleasesPanel } from './ReleasesPanel.tsx';
import { Standing } from './Standing.tsx';
import { advanceOf, partsOf } from './standing.ts';

/** All of an account's credit: the standing, who shares the limit, limits with their history, releases, the stop. */
export function CreditPanel(props: { readonly accountId: string }) {
  return (
    <Suspense fallback={null}>
      <Whole {...props} />
    </Suspense>
  );
}

function Whole({ accountId }: { readonly accountId: string }) {
  const card = useLoaded(credit.get, { accountId });
  return (
    <div className={css['stack']}>
      <StandingPanel card={card} />
      {card.limitScope === 'group' ? <MembersPanel card={card} /> : null}
      <LimitsPanel card={card} />
      <ReleasesPanel card={card} />
    </div>
  );
}

function StandingPanel({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  // What was asked stays what it was when its own doing has turned the card.
  const [asked, setAsked] = useState<'stop' | 'resume' | null>(null);
  const what = card.stopped ? 'resume' : 'stop';
  return (
    <Panel
      title={t('card.title')}
      acts={
        <OpenButton kind={card.stopped ? 'plain' : 'danger'} closed={card.closed.change} onOpen={() => setAsked(what)}>
          {t(`${what}.do`)}
        </OpenButton>
      }
    >
      <Standing card={card} />
      <MadeOf card={card} />
      {asked === null ? null : <ReasonDialog card={card} what={asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

/** What the exposure is made of, to the kopeck: the table of the bar. */
function MadeOf({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const advance = advanceOf(card);
  const parts = partsOf(card).filter((part) => part.minor !== 0n);
  if (parts.length < 2 && advance === 0n) return null;
  return (
    <div className={css['made']}>
      <Facts
        rows={[
          ...parts.map((part) => [t(part.text), <Sum key={part.kind} minor={part.minor} />] as const),
          ...(advance === 0n ? [] : [[t('part.advance'), <Sum key="advance" minor={-advance} />] as const]),
          [
            <b key="name">{t('part.whole')}</b>,
            <b key="whole">
              <Sum minor={card.exposureMinor} />
            </b>,
          ],
        ]}
      />
    </div>
  );
}
