import { useInfiniteQuery } from '@tanstack/react-query';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Timeline } from '#web/ui/Timeline.tsx';
import { type ProductEvent, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** What was done to the product and its prices. Read after the card, so that the card does not wait for it. */
export function ProductTimeline({ productId }: { readonly productId: string }) {
  const t = useText(screenTexts);
  const reasonText = useReasonText();
  const list = useInfiniteQuery({ ...askPages(products.timeline, { productId }), throwOnError: false });
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly ProductEvent[]) ?? [];
  return (
    <Panel title={t('card.timeline')}>
      {list.isPending ? (
        <p className="muted" aria-busy="true">
          {t('card.reading')}
        </p>
      ) : (
        <Timeline
          entries={rows.map((row) => ({
            id: row.id,
            at: row.at,
            who: row.actorName,
            what: reasonText({ code: row.name, details: row.facts }),
          }))}
          {...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {})}
        />
      )}
    </Panel>
  );
}
