/** The face of access for other modules and the composition root. */
export { sessionCookie } from './model.ts';
export { createOrg, isEmpty, type MadeOrg, type NewOrg, type RoleKey } from './new-org.ts';
export { authenticate, forgetSessions } from './session.ts';
