/** Inviting people: the token is made here and leaves in the answer only. */

import type { Static, TObject } from '@sinclair/typebox';
import type { Command } from '#platform/command.ts';
import { runCommand } from '#platform/command.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import type { people } from './contract.ts';
import { invitationLink } from './invitation-letter.ts';
import { inviteAgain, invitePerson, type MadeInvitation } from './invitations.ts';
import { keyOf, signedIn } from './self.ts';
import { markOf, newToken } from './session.ts';

/** Routes of the first invitation and of a new one. A repeated request gets no link: the first answer had it. */
export function invitationRoutes(publicUrl: string) {
  const answer = async <I extends TObject>(
    context: RawContext,
    make: (hash: Buffer) => Command<I, MadeInvitation>,
    input: Static<I>,
  ) => {
    const actor = signedIn(context);
    const { token, tokenHash } = newToken();
    const request = { actor, key: keyOf(context), input, requestId: context.request.id };
    const made = await runCommand(context.platform, make(tokenHash), request);
    if (!made.ok) return answerRefusal(made, context.reply);
    context.reply.header('cache-control', 'no-store');
    const { id, mark } = made.value;
    return { id, link: mark === markOf(tokenHash) ? invitationLink(publicUrl, `${actor.orgId}.${token}`) : null };
  };
  return {
    first: (context: RawContext, input: InputOf<typeof people.invite>) => answer(context, invitePerson, input),
    again: (context: RawContext, input: InputOf<typeof people.inviteAgain>) => answer(context, inviteAgain, input),
  };
}
