/** The first run: an empty program gets its organisation, or the demo company, and whoever began is signed in. */
import { type Result, refuse } from '#kernel/result.ts';
import type { Answer, InvalidInput, Platform } from '#platform/command.ts';
import { writeOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { Files } from '#platform/files.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import { keepEvent } from './audit-event.ts';
import type { firstRun } from './contract.ts';
import { createOrg, isEmpty } from './new-org.ts';
import { giveCookie, placeOf, unlessBusy } from './session-routes.ts';
import { insertSession, type Opened, type Place } from './session-store.ts';

/** Loads the demo company; answers whom to sign in. It makes its organisation by `createOrg` with `onlyFirst`. */
export type LoadDemo = (platform: Platform & { readonly files: Files }) => Promise<Result<Founder>>;
export type Founder = { readonly orgId: string; readonly personId: string };

type Input = InputOf<typeof firstRun.begin>;
type FirstRunOptions = { readonly secure: boolean; readonly loadDemo: LoadDemo };

// The demo takes a while to load: a second press must not begin a second one.
let beginning = false;

export async function needed({ db }: RawContext): Promise<{ needed: boolean }> {
  return { needed: await isEmpty(db) };
}

/** Begins, once; refuses `access.already_begun` when the program is not empty. */
export function begin({ secure, loadDemo }: FirstRunOptions) {
  return async (context: RawContext, input: Input): Promise<unknown> => {
    const { reply, platform, request } = context;
    if (beginning) return answerRefusal(refuse('platform.busy'), reply);
    beginning = true;
    try {
      const made = await make(context, input, loadDemo);
      if (!made.ok) return answerRefusal(made, reply);
      giveCookie(reply, await enter(platform, made.value, placeOf(request)), secure);
      return {};
    } finally {
      beginning = false;
    }
  };
}

async function make(context: RawContext, input: Input, loadDemo: LoadDemo): Promise<Answer<Founder>> {
  if (!(await isEmpty(context.db))) return refuse('access.already_begun');
  const missing = input.mode === 'start' ? missingOf(input) : null;
  if (missing !== null) return missing;
  return unlessBusy(() => (input.mode === 'demo' ? loadDemo(context.platform) : start(context, input)));
}

function start({ platform, request }: RawContext, input: Input): Promise<Result<Founder>> {
  const { orgName = '', email = '', name = '', password = '' } = input;
  const lang = input.lang ?? (request.headers['accept-language']?.startsWith('en') === true ? 'en' : 'ru');
  return createOrg(platform.db, { orgName, email, name, password, lang, onlyFirst: true }, platform.clock());
}

function missingOf(input: Input): InvalidInput | null {
  const names = (['orgName', 'name', 'email', 'password'] as const).filter(
    (field) => (input[field] ?? '').trim() === '',
  );
  const problems = names.map((path) => ({ path, code: 'input.required', message: 'must be given' }));
  return problems.length === 0 ? null : { ok: false, code: 'input.invalid', problems };
}

/** Signs the founder in: they have just chosen the password, or play with the demo. */
function enter({ db, clock }: Platform, { orgId, personId }: Founder, place: Place): Promise<Opened> {
  const now = clock().toISOString();
  return writeOrg(db, orgId, {
    work: async (tx) => {
      const opened = await insertSession(tx, { orgId, personId, now, place });
      const payload = { sessionId: opened.sessionId, address: place.address, agent: place.agent };
      await keepEvent(tx, {
        orgId,
        name: 'access.signed_in',
        personId,
        actorId: personId,
        now,
        requestId: place.requestId,
        payload,
      });
      return opened;
    },
  });
}
