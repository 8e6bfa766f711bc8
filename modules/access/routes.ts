/** What answers each address of access. */
import { act, type Route, raw, view } from '#platform/serve.ts';
import { exportAudit } from './audit-file.ts';
import { createDepartment, removeDepartment, updateDepartment } from './commands/departments.ts';
import { updateOrg } from './commands/organisation.ts';
import { activatePerson, deactivatePerson, endPersonSessions, updatePerson } from './commands/people.ts';
import { createRole, removeRole, updateRole } from './commands/roles.ts';
import { removeView, saveView } from './commands/saved-views.ts';
import { firstRun, invitations, people, roles, sessions } from './contract.ts';
import { audit, departments, org, savedViews } from './contract-org.ts';
import { begin, type LoadDemo, needed } from './first-run.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { endMySession, setPreferences } from './my-account.ts';
import { listAudit } from './queries/audit.ts';
import { listDepartments, listRoles, listViews, readOrganisation } from './queries/organisation.ts';
import { listPeople, pickPeople, readPerson } from './queries/people.ts';
import { type PendingDecisions, readSession } from './queries/session.ts';
import { runSelf, send } from './self.ts';
import {
  answerInvitation,
  answerPassword,
  answerSignIn,
  answerSignOut,
  mySessions,
  revokeOthers,
} from './session-routes.ts';

/** What the composition root brings: access is the earliest module and knows nothing of these. */
export type AccessOptions = {
  /** Where people reach the program (`KAMERTON_URL`): for links, and the cookie is Secure when it is https. */
  readonly publicUrl: string;
  /** Loads the demo company into an empty program and says who may be signed in to it. */
  readonly loadDemo: LoadDemo;
  /** How many decisions wait for the person of the context. */
  readonly pendingDecisions: PendingDecisions;
};

/** The routes of access. */
export function routesFor(options: AccessOptions): Route[] {
  return [...sessionRoutes(options), ...peopleRoutes(options), ...organisationRoutes()];
}

function sessionRoutes(options: AccessOptions): Route[] {
  const secure = options.publicUrl.startsWith('https:');
  return [
    raw(firstRun.get, 'public', needed),
    raw(firstRun.begin, 'public', begin({ secure, loadDemo: options.loadDemo })),
    raw(sessions.signIn, 'public', answerSignIn(secure)),
    raw(sessions.signOut, 'public', answerSignOut(secure)),
    raw(invitations.look, 'public', answerInvitation.look),
    raw(invitations.accept, 'public', answerInvitation.accept(secure)),
    view(sessions.get, 'signed_in', readSession(options.pendingDecisions)),
    raw(sessions.preferences, 'signed_in', async (context, input) =>
      send(context.reply, await runSelf(context, setPreferences, input)),
    ),
    raw(sessions.changePassword, 'signed_in', answerPassword(secure)),
    raw(sessions.list, 'signed_in', mySessions),
    raw(sessions.revoke, 'signed_in', async (context, input) =>
      send(context.reply, await runSelf(context, endMySession, input)),
    ),
    raw(sessions.revokeOthers, 'signed_in', revokeOthers),
    view(savedViews.list, 'signed_in', listViews),
    raw(savedViews.save, 'signed_in', async (context, input) =>
      send(context.reply, await runSelf(context, saveView, input)),
    ),
    raw(savedViews.remove, 'signed_in', async (context, input) =>
      send(context.reply, await runSelf(context, removeView, input)),
    ),
  ];
}

function peopleRoutes({ publicUrl }: AccessOptions): Route[] {
  const invite = invitationRoutes(publicUrl);
  return [
    view(people.list, 'settings.read', listPeople),
    view(people.pick, 'signed_in', pickPeople),
    view(people.get, 'settings.read', readPerson),
    raw(people.invite, 'people.write', invite.first),
    raw(people.inviteAgain, 'people.write', invite.again),
    act(people.update, updatePerson),
    act(people.deactivate, deactivatePerson),
    act(people.activate, activatePerson),
    act(people.endSessions, endPersonSessions),
    view(roles.list, 'settings.read', listRoles),
    act(roles.create, createRole),
    act(roles.update, updateRole),
    act(roles.remove, removeRole),
  ];
}

function organisationRoutes(): Route[] {
  return [
    view(departments.list, 'settings.read', listDepartments),
    act(departments.create, createDepartment),
    act(departments.update, updateDepartment),
    act(departments.remove, removeDepartment),
    view(org.get, 'settings.read', readOrganisation),
    act(org.update, updateOrg),
    view(audit.list, 'audit.read', listAudit),
    raw(audit.export, 'audit.read', exportAudit),
  ];
}
