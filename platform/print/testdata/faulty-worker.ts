// A printing thread that does as the data say: answers, dies, or never ends.
import { parentPort } from 'node:worker_threads';
import type { PrintJob } from '../print-job.ts';

parentPort?.on('message', ({ id, data }: PrintJob) => {
  if (data === '"die"') process.exit(3);
  if (data === '"throw"') throw new Error('broken thread');
  while (data === '"hang"');
  const pdf = new TextEncoder().encode(data);
  parentPort?.postMessage({ id, ok: true, printed: { pdf, pages: 1, elements: null } });
});
