import { translate } from '#kernel/texts.ts';
import type { Permission } from '#platform/permission.ts';
import { type Act, useAct } from '#web/act.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useSession } from '#web/session.tsx';
import { shell } from '#web/shell/endpoints.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx';
import { type Form, useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { roles } from '../contract.ts';
import { rightsTexts } from '../texts-rights.ts';
import { subjects } from './rights.ts';
import css from './roles.module.css';

type Role = RowOf<typeof roles.list>;
type Values = {
  name: string;
  visibility: string;
  seesCost: boolean;
  mayExport: boolean;
  permissions: readonly string[];
};
type Fields = Omit<Values, 'visibility' | 'permissions'> & {
  visibility: 'own' | 'team' | 'all';
  permissions: Permission[];
};

const sights = ['own', 'team', 'all'] as const;
const changed = [roles.list, shell.session];

/** One role: its name, what it sees, what it does. `new` in the URL makes one. */
export function RolePage() {
  const { roleId = '' } = useParams();
  const t = useText(rightsTexts);
  const role = useLoaded(roles.list, {}).rows.find((one) => one.id === roleId);
  const title = role?.name ?? t('roles.newTitle');
  return (
    <Page title={title} back={paths.roles()} under={t('roles.lead')}>
      {role === undefined ? <NewRole /> : <ExistingRole key={role.version} role={role} />}
    </Page>
  );
}

function NewRole() {
  const t = useText(rightsTexts);
  const form = useForm<Values>({ name: '', visibility: 'own', seesCost: false, mayExport: false, permissions: [] });
  const create = useAct(roles.create, { invalidates: changed, onDone: () => go(paths.roles()) });
  return (
    <RoleForm form={form} act={create} input={(fields) => ({ id: form.id, ...fields })} submit={t('roles.create')} />
  );
}

function ExistingRole({ role }: { readonly role: Role }) {
  const t = useText(rightsTexts);
  const { may } = useSession();
  const { id: roleId, version, name, visibility, seesCost, mayExport, permissions } = role;
  const form = useForm<Values>({ name, visibility, seesCost, mayExport, permissions });
  const update = useAct(roles.update, { invalidates: changed, onDone: () => done(t('roles.saved')) });
  const remove = useAct(roles.remove, {
    invalidates: changed,
    onDone: () => {
      done(t('roles.removed'));
      go(paths.roles());
    },
  });
  return (
    <>
      <RoleForm
        form={form}
        act={update}
        input={(fields) => ({ roleId, version, ...fields })}
        submit={t('roles.save')}
      />
      {may('people.write') ? (
        <ActButton act={remove} input={{ roleId }} kind="danger" confirm={t('roles.removeConfirm', { name })}>
          {t('roles.remove')}
        </ActButton>
      ) : null}
    </>
  );
}

function fieldsOf(values: Values): Fields {
  const known = subjects.flatMap((subject) => subject.rights);
  return {
    ...values,
    visibility: sights.find((one) => one === values.visibility) ?? 'own',
    permissions: known.filter((one) => values.permissions.includes(one)),
  };
}

function RoleForm<I>({
  form,
  act,
  input,
  submit,
}: {
  readonly form: Form<Values>;
  readonly act: Act<I, unknown>;
  readonly input: (fields: Fields) => I;
  readonly submit: string;
}) {
  const t = useText(rightsTexts);
  return (
    <FormPanel form={form} act={act} input={(values) => input(fieldsOf(values))} submit={submit} wide>
      <Panel title={t('roles.sight')}>
        <div className={css['sight']}>
          <TextField {...form.field('name')} label={t('roles.name')} maxLength={100} required />
          <SelectField
            {...form.field('visibility')}
            label={t('roles.visibility')}
            options={sights.map((value) => ({ value, label: t(`visibility.${value}`) }))}
            required
          />
          <SwitchField {...form.field('seesCost')} label={t('roles.seesCost')} />
          <SwitchField {...form.field('mayExport')} label={t('roles.mayExport')} />
        </div>
      </Panel>
      <Panel title={t('roles.rights')}>
        <Rights form={form} />
      </Panel>
    </FormPanel>
  );
}

/** The rights as boxes to tick, by subject. */
function Rights({ form }: { readonly form: Form<Values> }) {
  const t = useText(rightsTexts);
  const lang = useLang();
  const held = form.values.permissions;
  const turn = (right: string, on: boolean) =>
    form.set('permissions', on ? [...held, right] : held.filter((one) => one !== right));
  return (
    <div className={css['rights']}>
      {subjects.map((subject) => (
        <fieldset key={subject.key}>
          <legend>{translate<string>(rightsTexts, lang, `subject.${subject.key}`)}</legend>
          {subject.rights.map((right) => (
            <label key={right}>
              <input
                type="checkbox"
                checked={held.includes(right)}
                onChange={(event) => turn(right, event.currentTarget.checked)}
              />
              {t(`right.${right}`)}
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
