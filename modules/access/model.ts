/** How long a session lives and what an e-mail is compared by. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A session nobody used for this long is over. */
export const sessionIdleMs = 12 * hourMs;
/** A session is over after this, however much it is used. */
export const sessionLifeMs = 14 * 24 * hourMs;
/** The last use is written down at most this often, so that a reading person costs no writes. */
export const seenStepMs = 5 * minuteMs;
/** What is known of a session is believed for this long: a withdrawn right is dead within a second. */
export const sessionTrustMs = 1_000;
/** Sessions one person may have at once; the oldest give way. */
export const sessionsMax = 20;
/** An invitation not taken within this is over. */
export const invitationLifeMs = 7 * 24 * hourMs;

/** E-mails are one whatever their case: the key of the directory. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** `now` moved by so many milliseconds, as an ISO instant. */
export function shifted(now: Date | string, ms: number): string {
  return new Date(new Date(now).getTime() + ms).toISOString();
}
