/** Joins an endpoint with what answers it. A route holds no logic: it names the endpoint and the command or the query. */
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Result } from '#kernel/result.ts';
import type { Actor } from './actor.ts';
import type { Command, Platform } from './command.ts';
import type { Db, Read } from './database.ts';
import type { Endpoint } from './endpoint.ts';
import type { Files } from './files.ts';
import type { Permission } from './permission.ts';

/** What a query knows: whose eyes, which day, and a read-only transaction. */
export type ReadContext = {
  readonly read: Read;
  readonly actor: Actor;
  readonly orgId: string;
  readonly now: string;
  readonly today: PlainDate;
};

/** The signed-in person as the server keeps it. */
export type SignedIn = Actor & { readonly timeZone: string; readonly sessionId: string };

/** What a route that answers with more than JSON may touch: cookies, streams, files. */
export type RawContext = {
  readonly platform: Platform & { readonly files: Files };
  readonly db: Db;
  readonly actor: SignedIn | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

export type Route =
  | { readonly kind: 'act'; readonly endpoint: Endpoint; readonly command: Command }
  | {
      readonly kind: 'view';
      readonly endpoint: Endpoint;
      readonly permission: Permission | 'signed_in';
      handle(context: ReadContext, input: unknown): Promise<Result<unknown>>;
    }
  | {
      readonly kind: 'raw';
      readonly endpoint: Endpoint;
      readonly permission: Permission | 'signed_in' | 'public';
      handle(context: RawContext, input: unknown): Promise<unknown>;
    };

/** A route that runs a command. The endpoint's input and output are the command's. */
export function act<I extends TObject, OS extends TSchema>(
  endpoint: Endpoint<I, OS>,
  command: Command<I, Static<OS>>,
): Route {
  return { kind: 'act', endpoint, command: command as unknown as Command };
}

/** A route that answers a query inside one read-only transaction. Refuses like a command does. */
export function view<I extends TObject, OS extends TSchema>(
  endpoint: Endpoint<I, OS>,
  permission: Permission | 'signed_in',
  handle: (context: ReadContext, input: Static<I>) => Promise<Result<Static<OS>>>,
): Route {
  return { kind: 'view', endpoint, permission, handle: (context, input) => handle(context, input as Static<I>) };
}

/**
 * A route that answers by itself: sign-in, uploads, downloads. It checks nothing but the session and the permission;
 * whatever it writes still goes through `runCommand`. `refusalReply` gives a refusal its status.
 */
export function raw<I extends TObject, OS extends TSchema>(
  endpoint: Endpoint<I, OS>,
  permission: Permission | 'signed_in' | 'public',
  handle: (context: RawContext, input: Static<I>) => Promise<unknown>,
): Route {
  return { kind: 'raw', endpoint, permission, handle: (context, input) => handle(context, input as Static<I>) };
}
