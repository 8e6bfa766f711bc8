/** `npm start`: database, schema, web bundle, HTTP, jobs; a graceful stop. */
import v8 from 'node:v8';
import vm from 'node:vm';
import { BadConfig, readConfig } from '#platform/config.ts';
import { isPassing } from '#platform/database.ts';
import { openLog } from '#platform/log.ts';
import { startServer } from './start.ts';

const quietMs = 1_000;

/** Gives back what the start has left behind, a tenth of what an idle server takes: by itself it would stay for hours. */
function sweep(): void {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

try {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  // The queue tells nobody that it could not write down how a job ended. What a lost database left so is taken up again,
  // as after a server that was killed; anything else is a fault, and ends the program as it would without this.
  process.on('unhandledRejection', (error) => {
    if (!isPassing(error)) throw error;
    log.warn({ err: error }, 'the database was lost under work that nobody waits for');
  });
  const running = await startServer(config, log);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(`Kamerton: ${running.address}`);
  setTimeout(sweep, quietMs).unref();
  if (process.argv.includes('--demo')) await running.loadDemo(say);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  // At the console a person needs the sentence; the stack helps only where the fault is ours.
  const known = error instanceof BadConfig || (error instanceof Error && error.name === 'DatabaseFailure');
  const lost = isPassing(error) ? 'The database was lost during the start. Start Kamerton again.' : null;
  const told = known ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${lost ?? told}\n`);
  process.exit(1);
}
