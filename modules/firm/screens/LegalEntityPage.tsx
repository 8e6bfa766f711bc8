import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { legalEntities } from '../contract.ts';
import { texts } from '../texts.ts';
import { BankAccounts } from './BankAccounts.tsx';
import { EntityFields, type EntityValues, entityInput } from './EntityFields.tsx';

type Entity = OutputOf<typeof legalEntities.get>;
const changed = [legalEntities.get, legalEntities.list];

/** A legal entity: requisites, who signs, bank accounts. */
export function LegalEntityPage() {
  const { entityId = '' } = useParams();
  const t = useText(texts);
  const { may } = useSession();
  const entity = useLoaded(legalEntities.get, { entityId });
  const mayWrite = may('settings.write');
  return (
    <Page
      title={entity.name}
      back={paths.legalEntities()}
      badge={entity.isDefault ? <StateBadge state="ok" label={t('firm.default')} /> : undefined}
      under={<CopyText text={`${t('firm.inn')} ${entity.inn}`} />}
      acts={mayWrite ? <Acts entity={entity} /> : undefined}
    >
      <Panel title={t('firm.requisites')}>
        {mayWrite ? <EntityForm key={entity.version} entity={entity} /> : <EntityFacts entity={entity} />}
      </Panel>
      <BankAccounts entityId={entity.id} banks={entity.banks} mayWrite={mayWrite} />
    </Page>
  );
}

function Acts({ entity }: { readonly entity: Entity }) {
  const t = useText(texts);
  const { id: entityId, name } = entity;
  const makeDefault = useAct(legalEntities.makeDefault, {
    invalidates: changed,
    onDone: () => done(t('firm.madeDefault')),
  });
  const remove = useAct(legalEntities.remove, {
    invalidates: [legalEntities.list],
    onDone: () => {
      done(t('firm.removed'));
      go(paths.legalEntities());
    },
  });
  return (
    <>
      {entity.isDefault ? null : (
        <ActButton act={makeDefault} input={{ entityId }} closed={entity.closed.makeDefault} says="end">
          {t('firm.makeDefault')}
        </ActButton>
      )}
      <ActButton
        act={remove}
        input={{ entityId }}
        closed={entity.closed.remove}
        kind="danger"
        says="end"
        confirm={t('firm.removeConfirm', { name })}
      >
        {t('firm.remove')}
      </ActButton>
    </>
  );
}

function EntityForm({ entity }: { readonly entity: Entity }) {
  const t = useText(texts);
  const { id: entityId, version, banks: _banks, closed: _closed, isDefault: _isDefault, ...fields } = entity;
  const form = useForm<EntityValues>(fields);
  const update = useAct(legalEntities.update, { invalidates: changed, onDone: () => done(t('firm.saved')) });
  return (
    <FormPanel
      form={form}
      act={update}
      input={(values) => ({ entityId, version, ...entityInput(values) })}
      submit={t('firm.save')}
    >
      <EntityFields form={form} />
    </FormPanel>
  );
}

function EntityFacts({ entity }: { readonly entity: Entity }) {
  const t = useText(texts);
  return (
    <Facts
      rows={[
        [t('firm.fullName'), entity.fullName],
        [t('firm.inn'), entity.inn],
        [t('firm.kpp'), entity.kpp],
        [t('firm.ogrn'), entity.ogrn],
        [t('firm.address'), entity.address],
        [t('firm.vatRegime'), t(`regime.${entity.vatRegime}`)],
        [t('firm.numberPrefix'), entity.numberPrefix],
        [entity.headPost === '' ? t('firm.headName') : entity.headPost, entity.headName],
        [t('firm.accountantName'), entity.accountantName],
      ]}
    />
  );
}
