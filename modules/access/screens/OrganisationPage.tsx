import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { shell } from '#web/shell/endpoints.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { departments, org } from '../contract-org.ts';
import { auditTexts } from '../texts-audit.ts';
import { peopleTexts } from '../texts-people.ts';
import { Departments } from './Departments.tsx';

const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') }));

/** The organisation: its name and time zone, its departments. */
export function OrganisationPage() {
  const t = useText(peopleTexts);
  const tAudit = useText(auditTexts);
  const { may } = useSession();
  const view = useLoaded(org.get, {});
  const { rows } = useLoaded(departments.list, {});
  return (
    <Page
      title={t('org.settings')}
      under={view.name}
      acts={may('audit.read') ? <LinkButton to={paths.audit()}>{tAudit('audit.title')}</LinkButton> : undefined}
      tabs={[
        { key: 'org', title: t('org.title'), body: () => <Organisation /> },
        { key: 'departments', title: t('departments.title'), count: rows.length, body: () => <Departments /> },
      ]}
    />
  );
}

function Organisation() {
  const t = useText(peopleTexts);
  const { may } = useSession();
  const { name, timeZone, currency } = useLoaded(org.get, {});
  return (
    <Panel title={t('org.title')}>
      {may('settings.write') ? (
        <OrganisationForm />
      ) : (
        <Facts
          rows={[
            [t('org.name'), name],
            [t('org.timeZone'), timeZone],
            [t('org.currency'), currency],
          ]}
        />
      )}
    </Panel>
  );
}

function OrganisationForm() {
  const t = useText(peopleTexts);
  const { name, timeZone } = useLoaded(org.get, {});
  const form = useForm({ name, timeZone });
  const update = useAct(org.update, {
    invalidates: [org.get, shell.session],
    onDone: () => done(t('org.saved')),
  });
  return (
    <FormPanel form={form} act={update} input={(values) => values} submit={t('org.save')}>
      <TextField {...form.field('name')} label={t('org.name')} hint={t('org.nameHint')} maxLength={200} required />
      <SelectField
        {...form.field('timeZone')}
        label={t('org.timeZone')}
        hint={t('org.timeZoneHint')}
        options={zones}
        required
      />
    </FormPanel>
  );
}
