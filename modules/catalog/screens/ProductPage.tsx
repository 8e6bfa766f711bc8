import { ProductSales } from '#modules/analytics/screens/index.ts';
import { MainPrice, ProductPrices } from '#modules/pricing/screens/index.ts';
import { StockPanel } from '#modules/stock/screens/index.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { DateText, Percent, Price, Quantity } from '#web/ui/values.tsx';
import { type ProductCard, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { LifeBadge } from './LifeBadge.tsx';
import { LifeMenu } from './LifeMenu.tsx';
import { ProductAbout } from './ProductAbout.tsx';
import { ProductTimeline } from './ProductTimeline.tsx';

/** The card of a product: price, stock and mark-up above, the rest by tabs, the timeline at the right. */
export function ProductPage() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const { productId = '' } = useParams();
  const card = useLoaded(products.get, { productId });
  const { stock } = card;
  return (
    <Page
      title={card.name}
      back={paths.products()}
      badge={<LifeBadge state={card.lifeState} />}
      under={<Under card={card} />}
      acts={<LifeMenu card={card} />}
      figures={<Figures card={card} />}
      tabs={[
        ...(may('pricing.read')
          ? [
              {
                key: 'prices',
                title: t('tab.prices'),
                body: () => <ProductPrices productId={card.id} unit={card.unit} />,
              },
            ]
          : []),
        ...(stock === null
          ? []
          : [{ key: 'stock', title: t('tab.stock'), body: () => <StockPanel productId={card.id} /> }]),
        ...(may('analytics.read')
          ? [
              {
                key: 'sales',
                title: t('tab.sales'),
                body: () => <ProductSales productId={card.id} unit={card.unit} />,
              },
            ]
          : []),
        { key: 'about', title: t('tab.about'), body: () => <ProductAbout key={card.version} card={card} /> },
      ]}
      aside={<ProductTimeline productId={card.id} />}
    />
  );
}

function Under({ card }: { readonly card: ProductCard }) {
  return (
    <>
      {card.brand === null ? null : `${card.brand.name} · `}
      {card.category === null ? null : `${card.category.path} · `}
      <CopyText text={card.code} />
    </>
  );
}

function Figures({ card }: { readonly card: ProductCard }) {
  const t = useText(screenTexts);
  const { may } = useSession();
  const free = (card.stock ?? []).reduce((sum, one) => sum + BigInt(one.onHandMilli) - BigInt(one.reservedMilli), 0n);
  const soonest = (card.stock ?? [])
    .map((one) => one.expectedOn)
    .filter((day) => day !== null)
    .sort()[0];
  return (
    <>
      {may('pricing.read') ? (
        <MainPrice productId={card.id}>
          {({ name, priceE4 }) => (
            <>
              <Figure label={t('card.mainPrice', { column: name })}>
                <Price e4={priceE4} />
              </Figure>
              {card.costE4 === null || priceE4 === null ? null : (
                <Figure label={t('card.margin')}>
                  <Percent bp={markUpBp(priceE4, card.costE4)} />
                </Figure>
              )}
            </>
          )}
        </MainPrice>
      ) : null}
      {card.stock === null ? null : (
        <Figure label={t('card.free')} {...(soonest === undefined ? {} : { hint: <Expected day={soonest} /> })}>
          <Quantity milli={free} unit={card.unit} />
        </Figure>
      )}
    </>
  );
}

function Expected({ day }: { readonly day: string }) {
  const t = useText(screenTexts);
  const [before = '', after = ''] = t('card.expected', { date: '\n' }).split('\n');
  return (
    <>
      {before}
      <DateText value={day} />
      {after}
    </>
  );
}

/** The mark-up of a price over the cost, basis points; null for no cost. */
function markUpBp(priceE4: string, costE4: string): number | null {
  const cost = BigInt(costE4);
  return cost === 0n ? null : Number(((BigInt(priceE4) - cost) * 10_000n) / cost);
}
