import { useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import { people } from '../contract.ts';
import { peopleTexts } from '../texts-people.ts';
import { AccessBadge } from './AccessBadge.tsx';
import { InvitationLink } from './InvitePanel.tsx';
import { PersonFields, personInput } from './PersonFields.tsx';
import css from './people.module.css';

type Person = OutputOf<typeof people.get>;
const changed = [people.get, people.list];

/** A person: who it is, which role, and the way in. */
export function PersonPage() {
  const { personId = '' } = useParams();
  const t = useText(peopleTexts);
  const person = useLoaded(people.get, { personId });
  return (
    <Page
      title={person.name}
      back={paths.people()}
      badge={<AccessBadge state={person.state} />}
      under={person.isSelf ? t('people.you') : person.roleName}
      aside={<Access person={person} />}
    >
      <Panel title={t('people.card')}>
        {person.closed.change === null ? (
          <PersonForm key={person.version} person={person} />
        ) : (
          <PersonFacts person={person} />
        )}
      </Panel>
    </Page>
  );
}

function PersonForm({ person }: { readonly person: Person }) {
  const t = useText(peopleTexts);
  const { name, email, post, phone, roleId, departmentId } = person;
  const form = useForm({ name, email, post, phone, roleId, departmentId: departmentId ?? '' });
  const update = useAct(people.update, { invalidates: changed, onDone: () => done(t('people.saved')) });
  return (
    <FormPanel
      form={form}
      act={update}
      input={(values) => ({ personId: person.id, version: person.version, ...personInput(values) })}
      submit={t('people.save')}
    >
      <PersonFields form={form} />
    </FormPanel>
  );
}

function PersonFacts({ person }: { readonly person: Person }) {
  const t = useText(peopleTexts);
  return (
    <Facts
      rows={[
        [t('people.email'), person.email],
        [t('people.post'), person.post],
        [t('people.phone'), person.phone],
        [t('people.role'), person.roleName],
        [t('people.department'), person.departmentName],
      ]}
    />
  );
}

/** The way in: the invitation, the sessions, taking the access away and giving it back. */
function Access({ person }: { readonly person: Person }) {
  const t = useText(peopleTexts);
  const { id: personId, name, closed } = person;
  const [link, setLink] = useState<{ readonly link: string | null } | null>(null);
  const again = useAct(people.inviteAgain, { invalidates: changed, onDone: setLink });
  const end = useAct(people.endSessions, { invalidates: changed, onDone: () => done(t('people.sessionsEnded')) });
  const off = useAct(people.deactivate, { invalidates: changed, onDone: () => done(t('people.deactivated')) });
  const on = useAct(people.activate, { invalidates: changed, onDone: () => done(t('people.activated')) });
  return (
    <Panel title={t('people.access')}>
      {link === null ? null : <InvitationLink link={link.link} />}
      <Facts
        rows={[
          [t('people.since'), <DateText key="since" value={person.createdAt} />],
          [t('people.seenAt'), person.seenAt === null ? null : <DateText key="seen" value={person.seenAt} />],
          [t('people.sessions'), String(person.sessions)],
          ...(person.invitedUntil === null
            ? []
            : [[t('people.invitedUntil'), <DateText key="until" value={person.invitedUntil} />] as const]),
        ]}
      />
      <div className={css['stack']}>
        <ActButton
          act={again}
          input={{ personId }}
          closed={closed.invite}
          confirm={t('people.inviteAgainConfirm', { name })}
        >
          {t('people.inviteAgain')}
        </ActButton>
        {person.sessions === 0 ? null : (
          <ActButton
            act={end}
            input={{ personId }}
            closed={closed.change}
            confirm={t('people.endSessionsConfirm', { name })}
          >
            {t('people.endSessions')}
          </ActButton>
        )}
        {person.state === 'inactive' ? (
          <ActButton act={on} input={{ personId }} closed={closed.change}>
            {t('people.activate')}
          </ActButton>
        ) : (
          <ActButton
            act={off}
            input={{ personId }}
            closed={closed.deactivate}
            kind="danger"
            confirm={t('people.deactivateConfirm', { name })}
          >
            {t('people.deactivate')}
          </ActButton>
        )}
      </div>
    </Panel>
  );
}
