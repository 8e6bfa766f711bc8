/** The endpoints that the shell itself asks. */
import { firstRun, sessions } from '#modules/access/contract.ts';
import { search } from '#modules/search/contract.ts';

export const shell = {
  session: sessions.get,
  signIn: sessions.signIn,
  signOut: sessions.signOut,
  preferences: sessions.preferences,
  firstRun: firstRun.get,
  begin: firstRun.begin,
  search: search.find,
};
