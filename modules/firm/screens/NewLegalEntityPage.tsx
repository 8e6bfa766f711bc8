import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { legalEntities } from '../contract.ts';
import { texts } from '../texts.ts';
import { EntityFields, type EntityValues, entityInput } from './EntityFields.tsx';

const empty: EntityValues = {
  name: '',
  fullName: '',
  inn: '',
  kpp: '',
  ogrn: '',
  address: '',
  vatRegime: 'general',
  numberPrefix: '',
  headPost: '',
  headName: '',
  accountantName: '',
};

/** A new legal entity; its bank accounts are added on its card. */
export function NewLegalEntityPage() {
  const t = useText(texts);
  const form = useForm(empty);
  const create = useAct(legalEntities.create, {
    invalidates: [legalEntities.list],
    onDone: ({ id }) => go(paths.legalEntity(id), { replace: true }),
  });
  return (
    <Page title={t('firm.newTitle')} back={paths.legalEntities()}>
      <Panel title={t('firm.requisites')}>
        <FormPanel
          form={form}
          act={create}
          input={(values) => ({ id: form.id, ...entityInput(values) })}
          submit={t('firm.create')}
          draft="legal-entity-new"
          onCancel={() => go(paths.legalEntities())}
        >
          <EntityFields form={form} />
        </FormPanel>
      </Panel>
    </Page>
  );
}
