// A process of its own that holds the database: says where it is, and leaves in order when its input ends.
import { startEmbedded } from './embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
try {
  const held = await startEmbedded({ dataDir, log: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify({ pid: held.pid, ownerUrl: held.ownerUrl, socketDir: held.socketDir })}\n`);
  process.stdin.resume().once('end', async () => {
    await held.stop();
    process.exit(0);
  });
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message })}\n`);
  process.exit(1);
}
