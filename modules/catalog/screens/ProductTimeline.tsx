import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { TimelinePanel } from '#web/ui/TimelinePanel.tsx';
import { products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** What was done to the product and its prices. */
export function ProductTimeline({ productId }: { readonly productId: string }) {
  const t = useText(screenTexts);
  const reasonText = useReasonText();
  return (
    <TimelinePanel
      title={t('card.timeline')}
      endpoint={products.timeline}
      input={{ productId }}
      entry={({ id, at, name, facts, actorName }) => ({
        id,
        at,
        who: actorName,
        what: reasonText({ code: name, details: facts }),
      })}
    />
  );
}
