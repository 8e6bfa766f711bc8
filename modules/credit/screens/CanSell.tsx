import { Suspense } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Figure } from '#web/ui/Panel.tsx';
import { Sum } from '#web/ui/values.tsx';
import { credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** What the account may still take on credit today: a figure for the head of its card. */
export function CanSell(props: { readonly accountId: string }) {
  const t = useText(screenTexts);
  return (
    <Figure label={t('figure.canSell')}>
      <Suspense fallback={<Sum minor={null} />}>
        <Free {...props} />
      </Suspense>
    </Figure>
  );
}

function Free({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  const card = useLoaded(credit.get, { accountId });
  const nothing = card.limitMinor === null && card.canStillSellMinor === '0';
  return nothing ? t('figure.prepaid') : <Sum minor={card.canStillSellMinor} />;
}
