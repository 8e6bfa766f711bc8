/**
 * Which passwords are good enough: long, not among the first that are tried, not made of what everybody knows. Said to
 * both sides: the field tells it while it is left, the server decides by it.
 */

export const passwordMin = 10;
export const passwordMax = 200;

export type PasswordProblem =
  | 'access.password_short'
  | 'access.password_long'
  | 'access.password_common'
  | 'access.password_like_you';

/** Beginnings of the passwords tried first; digits and signs after them do not help. */
const tried =
  'password passw0rd p@ssw0rd qwerty qwertyuiop qazwsx 1q2w3e4r zaq12wsx asdfgh zxcvbn admin administrator welcome ' +
  'letmein iloveyou changeme monkey dragon football kamerton parol пароль йцукен админ камертон';
const common = new RegExp(`^(${tried.replaceAll(' ', '|')})[\\d!@#$%^&*.,_-]*$`);
const runs = '01234567890 qwertyuiop asdfghjkl zxcvbnm abcdefghijklmnopqrstuvwxyz йцукенгшщзхъ фывапролджэ ячсмитьбю';

/** Facts of the person that a password must not be made of. */
export type PasswordOwner = { readonly email: string; readonly name: string };

/** Why the password may not be taken, or null. Length counts characters, not bytes. */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | null {
  const length = [...password].length;
  if (length < passwordMin) return 'access.password_short';
  if (length > passwordMax) return 'access.password_long';
  const bare = password.normalize('NFKC').toLowerCase();
  if (common.test(bare) || isRun(bare)) return 'access.password_common';
  const known = [...owner.email.toLowerCase().split('@'), ...owner.name.toLowerCase().split(/\s+/)];
  const left = known.filter((part) => part.length >= 3).reduce((rest, part) => rest.replaceAll(part, ''), bare);
  return [...left].length < 4 ? 'access.password_like_you' : null;
}

/** One to three characters over and over, or a row of the keyboard or the alphabet. */
function isRun(text: string): boolean {
  if (/^(.{1,3}?)\1+.{0,2}$/su.test(text)) return true;
  const back = [...text].reverse().join('');
  return (
    runs.includes(text) || runs.includes(back) || /^(0123456789|1234567890)+$/.test(text) || /^123456789\d*$/.test(text)
  );
}
