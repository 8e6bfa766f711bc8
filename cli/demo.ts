import { demoLogins, demoPassword, loadDemo } from '#demo/load.ts';
import { type Ending, openCli, refused } from './context.ts';

/** `demo`: loads the demo company into an empty program and prints its logins. */
export async function demo(): Promise<Ending> {
  const opened = await openCli();
  try {
    const made = await loadDemo(opened.platform);
    if (!made.ok) return refused(made);
    const logins = demoLogins.map((login) => ({ email: login.email, name: login.name, password: demoPassword }));
    const text = logins.map((login) => `${login.email}  ${login.password}  ${login.name}`).join('\n');
    return { kind: 'done', answer: { org_id: made.value.orgId, logins }, text };
  } finally {
    await opened.close();
  }
}
