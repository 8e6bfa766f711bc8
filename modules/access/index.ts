/** The face of access for other modules and the composition root. */
export { type ActingPerson, actingPerson } from './acting.ts';
export { invitationLetter } from './invitation-letter.ts';
export { createOrg, isEmpty, type MadeOrg, type NewOrg, type RoleKey } from './new-org.ts';
export { authenticate, forgetSessions } from './session.ts';
export { sweepAccess } from './sweep.ts';
