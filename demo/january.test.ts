import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyProgram } from './empty-program.fixture.ts';
import { loadDemo } from './load.ts';
import { broken } from './rules.fixture.ts';

// A Sunday of January, when nobody has worked for two weeks; its history begins where the calendars do.
const program = await emptyProgram('2026-01-11T09:00:00Z');
const made = await loadDemo(program.platform);
await program.owner('analyze');

describe('the demo company on a Sunday of January', () => {
  test('loads', () => assert.equal(made.ok, true));

  test('its promises outlive the holidays', async () => {
    const [promised] = await program.owner(
      `select count(*) > 20 as many from reservation where expires_at > '2026-01-11T12:00:00Z'`,
    );
    assert.deepEqual(promised, { many: true });
  });

  for (const [rule, query] of Object.entries(broken)) {
    test(rule, async () => {
      assert.deepEqual(await program.owner(`${query} limit 5`), []);
    });
  }
});
