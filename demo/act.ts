/** The people of the demo company at work: the same commands as from the screens, at the moments they chose. */
import type { Static, TObject } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#platform/actor.ts';
import { type Answer, type Command, type Platform, runCommand } from '#platform/command.ts';

export type Person = Actor & { readonly timeZone: string };

export type Act = {
  readonly platform: Pick<Platform, 'db'>;
  readonly who: Person;
  /** The moment it is done, milliseconds. */
  readonly atMs: number;
};

/** Runs a command as a person at a moment. */
export function act<I extends TObject, O>(
  { platform, who, atMs }: Act,
  what: Command<I, O>,
  input: Static<I>,
): Promise<Answer<O>> {
  const request = { actor: who, key: newId(), input, requestId: 'demo' };
  return runCommand({ db: platform.db, clock: () => new Date(atMs) }, what, request);
}

/** The same, and a refusal is a fault: the story must go as it was written. */
export async function done<I extends TObject, O>(how: Act, what: Command<I, O>, input: Static<I>): Promise<O> {
  const answer = await act(how, what, input);
  if (!answer.ok) throw new Error(`the demo company: ${what.name} was refused: ${JSON.stringify(answer)}`);
  return answer.value;
}
