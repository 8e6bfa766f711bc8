import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyProgram } from './empty-program.fixture.ts';
import { loadDemo } from './load.ts';

test('loads', async (context) => {
  const program = await emptyProgram('2026-11-20T09:00:00Z');
  const began = performance.now();
  const made = await loadDemo(program.platform);
  context.diagnostic(`loaded in ${Math.round(performance.now() - began)} ms`);
  assert.equal(made.ok, true);
  console.log(await program.owner(`select (select count(*) from account) a, (select count(*) from product) p, (select count(*) from price) pr, (select count(*) from contact) c, (select count(*) from site) s, (select count(*) from person) pe`));
});
