import type { ReactNode } from 'react';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { MoneyField, PercentField, SelectField, SwitchField, WholeField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { Percent, Sum } from '#web/ui/values.tsx';
import { credit, type Policy } from '../contract.ts';
import { exposureParts } from '../model.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { creditViews } from './credit-views.ts';

/** The org's credit policy, explained; a form for those who may change it. */
export function CreditPolicyPage() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const policy = useLoaded(credit.policy, {});
  return (
    <Page title={t('policy.title')} under={t('policy.under')}>
      <Panel>{may('settings.write') ? <PolicyForm policy={policy} /> : <PolicyFacts policy={policy} />}</Panel>
    </Page>
  );
}

const gracedMost = 365;
const hoursMost = 8_760;
const whole = 10_000n;

function PolicyForm({ policy }: { readonly policy: Policy }) {
  const t = useText(screenTexts);
  const form = useForm({
    ...policy.parts,
    watchBp: String(policy.watchBp),
    graceDays: String(policy.overdue.graceDays),
    minMinor: policy.overdue.minMinor,
    reserveHours: String(policy.reserveHours),
    orderStage: policy.stages.order as string,
    shipmentStage: policy.stages.shipment as string,
  });
  const save = useAct(credit.setPolicy, {
    invalidates: [credit.policy, ...creditViews],
    onDone: () => done(t('policy.saved')),
  });
  return (
    <FormPanel
      form={form}
      act={save}
      input={({ watchBp, graceDays, minMinor, reserveHours, orderStage, shipmentStage, ...parts }) => ({
        parts,
        watchBp: Number(watchBp),
        overdue: { graceDays: Number(graceDays), minMinor },
        reserveHours: Number(reserveHours),
        stages: {
          order: orderStage === 'hold' ? ('hold' as const) : ('warn' as const),
          shipment: shipmentStage === 'block' ? ('block' as const) : ('off' as const),
        },
      })}
      submit={t('policy.save')}
    >
      <Part title={t('policy.parts')} hint={t('policy.partsHint')}>
        {exposureParts.map((name) => (
          <SwitchField key={name} {...form.field(name)} label={t(`policy.${name}`)} hint={t(`policy.${name}Hint`)} />
        ))}
        <PercentField
          {...form.field('watchBp')}
          label={t('policy.watch')}
          hint={t('policy.watchHint')}
          check={(bp) => (bp < 1n || bp > whole) && t('policy.watchBad')}
          required
        />
      </Part>
      <Part title={t('policy.overdue')}>
        <WholeField
          {...form.field('graceDays')}
          label={t('policy.grace')}
          hint={t('policy.graceHint')}
          unit={t('policy.days')}
          check={(days) => days > gracedMost && t('policy.graceBad')}
          required
        />
        <MoneyField {...form.field('minMinor')} label={t('policy.least')} hint={t('policy.leastHint')} required />
      </Part>
      <Part title={t('policy.stages')}>
        <SelectField
          {...form.field('orderStage')}
          label={t('policy.stageOrder')}
          hint={t('policy.stageOrderHint')}
          options={(['hold', 'warn'] as const).map((value) => ({ value, label: t(`policy.order.${value}`) }))}
          required
        />
        <WholeField
          {...form.field('reserveHours')}
          label={t('policy.reserve')}
          hint={t('policy.reserveHint')}
          unit={t('policy.hours')}
          check={(hours) => (hours < 1n || hours > hoursMost) && t('policy.reserveBad')}
          required
        />
        <SelectField
          {...form.field('shipmentStage')}
          label={t('policy.stageShipment')}
          hint={t('policy.stageShipmentHint')}
          options={(['block', 'off'] as const).map((value) => ({ value, label: t(`policy.shipment.${value}`) }))}
          required
        />
      </Part>
    </FormPanel>
  );
}

function Part(props: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <section className={css['part']}>
      <div>
        <h3>{props.title}</h3>
        {props.hint === undefined ? null : <small className="muted">{props.hint}</small>}
      </div>
      {props.children}
    </section>
  );
}

/** The same to read. */
function PolicyFacts({ policy }: { readonly policy: Policy }) {
  const t = useText(screenTexts);
  return (
    <Facts
      rows={[
        ...exposureParts.map(
          (name) => [t(`policy.${name}`), t(policy.parts[name] ? 'policy.counts' : 'policy.countsNot')] as const,
        ),
        [t('policy.watch'), <Percent key="watch" bp={policy.watchBp} digits={2} />],
        [t('policy.grace'), policy.overdue.graceDays],
        [t('policy.least'), <Sum key="least" minor={policy.overdue.minMinor} />],
        [t('policy.stageOrder'), t(`policy.order.${policy.stages.order}`)],
        [t('policy.reserve'), policy.reserveHours],
        [t('policy.stageShipment'), t(`policy.shipment.${policy.stages.shipment}`)],
      ]}
    />
  );
}
