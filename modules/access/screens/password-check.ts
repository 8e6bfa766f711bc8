import { useText } from '#web/i18n.ts';
import { type PasswordOwner, passwordProblem } from '../contract-password.ts';
import { texts } from '../texts.ts';

/** Why a password may not be taken, in words: the rule that the server asks, told beside the field. */
export function usePasswordCheck(owner: PasswordOwner): (password: string) => string | null {
  const t = useText(texts);
  return (password) => {
    const problem = passwordProblem(password, owner);
    return problem === null ? null : t(problem);
  };
}
