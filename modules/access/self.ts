/**
 * Acts on oneself: my password, my sessions, my language, my saved views. Every signed-in person may do them whatever
 * the role, and a command must name a permission; so the permission is lent for the one act. The door, its keys and
 * its events are the same as of any command.
 */
import type { Static, TObject } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import type { Result } from '#kernel/result.ts';
import { type ActContext, type Answer, type Command, runCommand } from '#platform/command.ts';
import { answerRefusal } from '#platform/http.ts';
import type { Permission } from '#platform/permission.ts';
import type { RawContext, SignedIn } from '#platform/serve.ts';

const lent: Permission = 'settings.read';

/** A command about the one who gives it. It may touch only rows of `actor.personId`. */
export function selfCommand<I extends TObject, O>(definition: {
  readonly name: string;
  readonly input: I;
  readonly constraints?: Readonly<Record<string, string>>;
  handle(context: ActContext, input: Static<I>): Promise<Result<O>>;
}): Command<I, O> {
  return { ...definition, permission: lent };
}

/** Runs a self command for the signed-in person of the request, under the request's idempotency key. */
export function runSelf<I extends TObject, O>(
  context: RawContext,
  what: Command<I, O>,
  input: Static<I>,
): Promise<Answer<O>> {
  const actor = signedIn(context);
  const { request } = context;
  const acting = { ...actor, permissions: new Set([...actor.permissions, lent]) };
  return runCommand(context.platform, what, { actor: acting, key: keyOf(context), input, requestId: request.id });
}

/** The request's idempotency key, '' when it has none (which `runCommand` refuses). */
export function keyOf({ request }: RawContext): string {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : '';
}

/** The person of a route that only signed-in people reach. Throws if the border let anybody else through. */
export function signedIn({ actor }: RawContext): SignedIn {
  if (actor === null) throw new Error('the route is not public, yet nobody is signed in');
  return actor;
}

/** Sends an answer of a command as the border would. */
export function send<O>(reply: FastifyReply, answer: Answer<O>): O | FastifyReply {
  return answer.ok ? answer.value : answerRefusal(answer, reply);
}
