import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { Percent, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';

/** The terms in force, as the card tells them. Pricing edits them on a page of its own. */
export function TermsTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const { may } = useSession();
  const edit = may('pricing.write') ? (
    <LinkButton small to={paths.accountTerms(card.id)}>
      {t('terms.edit')}
    </LinkButton>
  ) : null;
  const { terms } = card;
  if (terms === null) return <EmptyState title={t('terms.none')} hint={t('terms.noneHint')} act={edit} />;
  const days = t(terms.deferralKind === 'banking' ? 'terms.bankingDays' : 'terms.days', { count: terms.deferralDays });
  return (
    <Panel title={t('terms.title')} acts={edit}>
      <Facts
        rows={[
          [t('terms.column'), terms.columnName],
          [t('terms.entity'), terms.legalEntityName],
          [t('terms.deferral'), terms.deferralDays === 0 ? t('card.prepaid') : days],
          [
            t('terms.discount'),
            terms.discountBp === 0 ? '' : <Percent key="discount" bp={terms.discountBp} digits={2} />,
          ],
          [t('terms.least'), terms.minOrderMinor === '0' ? '' : <Sum key="least" minor={terms.minOrderMinor} />],
        ]}
      />
    </Panel>
  );
}
