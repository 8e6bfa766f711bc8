import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { BadConfig } from './config.ts';
import { listen } from './listen.ts';

test('a port that is taken, a host that is none: told in words that name the setting', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const says = (words: RegExp) => (error: unknown) => error instanceof BadConfig && words.test(error.message);
  await assert.rejects(listen(fastify(), { port, host: '127.0.0.1' }), says(/127\.0\.0\.1:\d+.*another PORT/));
  await assert.rejects(listen(fastify(), { port: 0, host: '203.0.113.7' }), says(/203\.0\.113\.7.*HOST/));
  other.close();
});
