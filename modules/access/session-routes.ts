/** Routes that set or clear the cookie, or take passwords, which may not go where inputs are kept. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '#kernel/result.ts';
import type { Answer } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { answerRefusal, sessionCookie } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import { forgiveAll, personAttempts, takeAttempt } from './attempts.ts';
import { writeEvent } from './audit-event.ts';
import type { invitations, sessions } from './contract.ts';
import { acceptInvitation, lookInvitation } from './invitations.ts';
import { changePassword, endMyOtherSessions } from './my-account.ts';
import { TooManyPasswords, takeTurn } from './password.ts';
import { listMySessions } from './queries/session.ts';
import { runSelf, send, signedIn } from './self.ts';
import { markOf, newToken } from './session.ts';
import type { Opened, Place } from './session-store.ts';
import { signIn, signOut } from './sign-in.ts';

/** Where the request came from, bounded. */
export function placeOf(request: FastifyRequest): Place {
  return {
    address: request.ip.slice(0, 100),
    agent: (request.headers['user-agent'] ?? '').slice(0, 300),
    requestId: request.id,
  };
}

/** Gives the browser the session: no script sees the cookie, no other site's form sends it. */
export function giveCookie(reply: FastifyReply, { cookie, expiresAt }: Opened, secure: boolean): void {
  reply.setCookie(sessionCookie, cookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    expires: new Date(expiresAt),
  });
}

/** The work, or `platform.busy` when too many passwords wait. */
export async function unlessBusy<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooManyPasswords) return refuse('platform.busy');
    throw error;
  }
}

function opened(reply: FastifyReply, answer: Answer<Opened>, secure: boolean): unknown {
  reply.header('cache-control', 'no-store');
  if (answer.ok) {
    giveCookie(reply, answer.value, secure);
    return {};
  }
  const seconds = 'details' in answer ? answer.details?.['seconds'] : undefined;
  if (typeof seconds === 'number') reply.header('retry-after', String(seconds));
  return answerRefusal(answer, reply);
}

export function answerSignIn(secure: boolean) {
  return async ({ platform, request, reply }: RawContext, input: InputOf<typeof sessions.signIn>) => {
    const place = { ...placeOf(request), oldCookie: request.cookies[sessionCookie] };
    return opened(reply, await unlessBusy(() => signIn(platform, input, place)), secure);
  };
}

export function answerSignOut(secure: boolean) {
  return async ({ platform, request, reply }: RawContext) => {
    await signOut(platform, request.cookies[sessionCookie], request.id);
    reply.clearCookie(sessionCookie, { path: '/', httpOnly: true, sameSite: 'lax', secure });
    return {};
  };
}

/** Looking at an invitation and taking it. */
export const answerInvitation = {
  look: async ({ platform, reply }: RawContext, { token }: InputOf<typeof invitations.look>) => {
    const found = await lookInvitation(platform.db, token, platform.clock());
    if (!found.ok) return answerRefusal(found, reply);
    const { orgName, name, email, lang } = found.value;
    return { orgName, name, email, lang };
  },
  accept:
    (secure: boolean) =>
    async ({ platform, request, reply }: RawContext, input: InputOf<typeof invitations.accept>) =>
      opened(reply, await unlessBusy(() => acceptInvitation(platform, input, placeOf(request))), secure),
};

/** Changes my password; guessing the old one at an unlocked screen is slowed and seen in the audit. */
export function answerPassword(secure: boolean) {
  return async (context: RawContext, input: InputOf<typeof sessions.changePassword>): Promise<unknown> => {
    const { platform, request, reply } = context;
    const { orgId, personId, sessionId } = signedIn(context);
    const now = platform.clock();
    const counted = personAttempts(personId);
    const attempt = await takeAttempt(platform.db, counted, now);
    if (!attempt.ok) return opened(reply, attempt, secure);
    const { token, tokenHash } = newToken();
    const change = changePassword({ ...input, sessionId, tokenHash });
    const answer = await unlessBusy(() => takeTurn(() => runSelf(context, change, {})));
    const wrong = !answer.ok && answer.code === 'access.old_password_wrong';
    if (!wrong) await forgiveAll(platform.db, counted);
    const failed = {
      orgId,
      name: 'access.password_change_failed',
      personId,
      actorId: personId,
      now: now.toISOString(),
    };
    const payload = { address: placeOf(request).address };
    if (wrong) await writeEvent(platform.db, { ...failed, requestId: request.id, payload });
    if (!answer.ok) return answerRefusal(answer, reply);
    const { mark, expiresAt } = answer.value;
    if (mark === markOf(tokenHash)) giveCookie(reply, { cookie: `${orgId}.${token}`, sessionId, expiresAt }, secure);
    return {};
  };
}

export async function mySessions(context: RawContext): Promise<unknown> {
  const { orgId, personId, sessionId } = signedIn(context);
  const now = context.platform.clock().toISOString();
  return readOrg(context.db, orgId, (read) => listMySessions(read, { orgId, personId, sessionId, now }));
}

export async function revokeOthers(context: RawContext): Promise<unknown> {
  const { sessionId } = signedIn(context);
  return send(context.reply, await runSelf(context, endMyOtherSessions(sessionId), {}));
}
