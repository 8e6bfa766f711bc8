/** Starts the whole server: what `npm start` and the browser tests run. */

import type { Config } from '#platform/config.ts';
import { buildHttp } from '#platform/http.ts';
import { startJobs } from '#platform/jobs.ts';
import { listen } from '#platform/listen.ts';
import type { Log } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { openPlatform } from '#platform/open.ts';
import { closePrint } from '#platform/print/render-pdf.ts';
import { ensureBundle, serveBundle } from '#platform/web-bundle.ts';
import { authenticate, chores, jobsFor, routesFor } from './app.ts';

export type Running = {
  readonly address: string;
  loadDemo(say: (text: string) => void): Promise<void>;
  stop(): Promise<void>;
};

/** Opens the database, builds the screens once, listens. Throws with words for the console. */
export async function startServer(config: Config, log: Log): Promise<Running> {
  const opened = await openPlatform(config, log);
  const { platform } = opened;
  await ensureBundle((line) => log.info(line));
  const state = { ready: false };
  const app = await buildHttp({
    platform,
    routes: routesFor({ publicUrl: config.publicUrl, loadDemo: async (empty) => (await demo()).loadDemo(empty) }),
    authenticate: (token, now) => authenticate(platform.db, token, now),
    log,
    secure: config.publicUrl.startsWith('https:'),
    ready: () => state.ready,
  });
  await serveBundle(app);
  await listen(app, config);
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const running = await startJobs({
    ownerUrl: opened.ownerUrl,
    shared: { ...platform, mail: openMail(config.mail), log },
    jobs: jobsFor(config.publicUrl),
    chores,
  });
  state.ready = true;
  return {
    address: `http://${config.host}:${port}`,
    loadDemo: async (say) => (await demo()).offerDemo(platform, say),
    stop: async () => {
      state.ready = false;
      await app.close();
      await running.stop();
      await closePrint();
      await opened.close();
    },
  };
}

/** The demo company is read in only when somebody asks for it. */
const demo = () => import('#demo/load.ts');
