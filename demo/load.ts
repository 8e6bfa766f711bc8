/** The demo company. */
import type { Founder } from '#modules/access/first-run.ts';
import { createOrg } from '#modules/access/index.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Platform } from '#platform/command.ts';
import type { Files } from '#platform/files.ts';

/** Makes the demo company in an empty program; answers whom to sign in. */
export async function loadDemo(platform: Platform & { readonly files: Files }): Promise<Result<Founder>> {
  const made = await createOrg(
    platform.db,
    { orgName: 'Камертон Электроника', email: 'admin@demo.example', name: 'Администратор', password: 'kamerton-demo-2026', lang: 'ru', demo: true, onlyFirst: true },
    platform.clock(),
  );
  return made.ok ? ok({ orgId: made.value.orgId, personId: made.value.personId }) : made;
}
