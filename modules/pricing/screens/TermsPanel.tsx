import { Suspense, useState } from 'react';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { MoneyField, PercentField, SelectField, WholeField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { Percent, Sum } from '#web/ui/values.tsx';
import type { TermsCard } from '../contract/views.ts';
import { terms } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';
import { priceViews } from './SetPricesForm.tsx';
import { SpecialPrices } from './SpecialPrices.tsx';
import { TermsDiscounts } from './TermsDiscounts.tsx';

/** What is read again when terms change. */
export const termsViews = [terms.get, terms.prices, ...priceViews];

/** The terms of an account: what they are, and for those who may, their editing. For the account's card. */
export function TermsPanel(props: { readonly accountId: string }) {
  return (
    <Suspense fallback={null}>
      <Terms {...props} />
    </Suspense>
  );
}

function Terms({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  const card = useLoaded(terms.get, { accountId });
  const [editing, setEditing] = useState(false);
  const closed = card.closed.set;
  return (
    <div className={css['stack']}>
      <Panel
        title={t('terms.title')}
        acts={
          <span className={css['act']}>
            <Button
              small
              aria-disabled={closed !== null || undefined}
              onClick={() => closed === null && setEditing(true)}
            >
              {t('terms.edit')}
            </Button>
            <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
          </span>
        }
      >
        <TermsFacts card={card} />
      </Panel>
      <TermsDiscounts card={card} />
      <SpecialPrices accountId={accountId} closed={closed} />
      {editing ? <TermsDialog card={card} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}

function TermsFacts({ card }: { readonly card: TermsCard }) {
  const t = useText(screenTexts);
  const days = t(card.deferralKind === 'banking' ? 'terms.banking' : 'terms.calendar', { count: card.deferralDays });
  return (
    <Facts
      rows={[
        [t('terms.column'), card.columnId === null ? t('terms.mainNow', { name: card.columnName }) : card.columnName],
        [t('terms.deferral'), card.deferralDays === 0 ? t('terms.prepaid') : days],
        [t('terms.discount'), card.discountBp === 0 ? '' : <Percent key="discount" bp={card.discountBp} digits={2} />],
        [t('terms.minOrder'), card.minOrderMinor === '0' ? '' : <Sum key="min" minor={card.minOrderMinor} />],
        [t('terms.entity'), card.legalEntityName],
      ]}
    />
  );
}

function TermsDialog({ card, onClose }: { readonly card: TermsCard; readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const form = useForm({
    columnId: card.columnId ?? '',
    legalEntityId: card.legalEntityId ?? '',
    deferralDays: String(card.deferralDays),
    deferralKind: String(card.deferralKind),
    discountBp: String(card.discountBp),
    minOrderMinor: card.minOrderMinor,
  });
  const set = useAct(terms.set, {
    invalidates: termsViews,
    onDone: () => {
      done(t('terms.saved'));
      onClose();
    },
  });
  const options = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog title={t('terms.edit')} onClose={onClose}>
      <FormPanel
        form={form}
        act={set}
        input={(values) => ({
          accountId: card.accountId,
          version: card.version,
          columnId: values.columnId === '' ? null : values.columnId,
          legalEntityId: values.legalEntityId === '' ? null : values.legalEntityId,
          deferralDays: Number(values.deferralDays),
          deferralKind: values.deferralKind === 'banking' ? ('banking' as const) : ('calendar' as const),
          discountBp: Number(values.discountBp),
          minOrderMinor: values.minOrderMinor === '' ? '0' : values.minOrderMinor,
        })}
        submit={t('form.save')}
        onCancel={onClose}
      >
        <SelectField
          {...form.field('columnId')}
          label={t('terms.column')}
          options={options(card.columns)}
          clearable
          placeholder={t('terms.main', { name: card.columns.find((one) => one.name === card.columnName)?.name ?? '' })}
        />
        <FieldRow>
          <WholeField {...form.field('deferralDays')} label={t('terms.days')} required />
          <SelectField
            {...form.field('deferralKind')}
            label={t('terms.kind')}
            options={[
              { value: 'calendar', label: t('terms.kindCalendar') },
              { value: 'banking', label: t('terms.kindBanking') },
            ]}
          />
        </FieldRow>
        <FieldRow>
          <PercentField {...form.field('discountBp')} label={t('terms.discount')} />
          <MoneyField {...form.field('minOrderMinor')} label={t('terms.minOrder')} />
        </FieldRow>
        <SelectField
          {...form.field('legalEntityId')}
          label={t('terms.entity')}
          options={options(card.legalEntities)}
          clearable
          placeholder={t('terms.entityMain')}
        />
      </FormPanel>
    </Dialog>
  );
}
