import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { sealEvents, verifyChain } from '#platform/seal.ts';
import { verify, verifyFiles } from '#platform/verify.ts';
import { checks } from '../app.ts';
import { type Ending, type Options, say, type Work, withOrg } from './context.ts';

/** `audit verify`: seals what is not sealed yet and walks the whole chain again. */
export function auditVerify(options: Options): Promise<Ending> {
  return withOrg(options, 'audit.read', async (work) => {
    const chain = await sealAndWalk(work);
    if (chain.brokenAt !== null)
      return { kind: 'refused', code: 'cli.chain_broken', details: { place: chain.brokenAt } };
    return { kind: 'done', answer: { sealed: chain.sealed }, text: `sealed ${chain.sealed}` };
  });
}

/** `verify`: every invariant of the books, and the audit chain. */
export function verifyBooks(options: Options): Promise<Ending> {
  return withOrg(options, 'audit.read', async (work) => {
    const { db, files } = work.opened.platform;
    const lost = await verifyFiles(db, files, work.orgId);
    const broken = [...(await verify(db, work.orgId, checks)), ...(lost === null ? [] : [lost])];
    const chain = await sealAndWalk(work);
    const names = [...broken.map((one) => one.code), ...(chain.brokenAt === null ? [] : ['platform.chain_broken'])];
    for (const one of broken) say(`${one.code}: ${JSON.stringify(one.rows.slice(0, 5))}`);
    if (names.length > 0)
      return { kind: 'refused', code: 'cli.books_differ', details: { count: names.length, checks: names, broken } };
    return {
      kind: 'done',
      answer: { checks: checks.length + 2, sealed: chain.sealed, broken: [] },
      text: `${checks.length + 2} checks hold`,
    };
  });
}

async function sealAndWalk({ opened, orgId }: Work) {
  const { platform } = opened;
  const now = platform.clock().toISOString();
  await sealEvents.run({ ...platform, mail: openMail(null), log: openLog('warn'), orgId, now });
  return verifyChain(platform.db, orgId);
}
