import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSources } from './sources.ts';
import { complaints } from './tidy.ts';

const sins: [path: string, text: string, why: string][] = [
  ['modules/orders/rules.ts', 'const now = new Date();', 'a rule takes time and chance as arguments'],
  ['modules/orders/rules/paste.ts', 'if (Math.random() > 0.5) return;', 'a rule takes time and chance as arguments'],
  ['modules/orders/commands/create.ts', 'await db.transaction().execute(f)', 'only runCommand opens a transaction'],
  ['modules/orders/helpers.ts', '', 'a name that says nothing'],
  ['modules/orders/store.ts', 'const sum = parseFloat(text);', 'no floats near money'],
  ['modules/orders/store.ts', 'const x: any = 1;', 'a type given up'],
  ['modules/orders/store.ts', `try { f(); } catch (error) {}`, 'a silent catch'],
  ['modules/orders/store.ts', `// ${'TO'}DO: later`, 'left open'],
  ['modules/orders/store.ts', `${'x\n'.repeat(401)}`, 'hides a second noun'],
  ['modules/orders/store.ts', 'y'.repeat(161), 'a line over'],
  ['modules/orders/store.ts', 'sql.raw(`select ${name}`)', 'SQL built from text'],
  ['modules/orders/screens/OrderPage.tsx', '<b>Подтвердить</b>', 'text of a screen outside texts'],
];

describe('tidy', () => {
  test('the sources keep the house style', async () => {
    const sources = await readSources();
    assert.ok(sources.length > 300, `only ${sources.length} sources were seen`);
    assert.deepEqual(complaints(sources.filter(({ path }) => path !== 'tools/tidy.test.ts')), []);
  });

  for (const [path, text, why] of sins) {
    test(`it says no: ${path}: ${why}`, () => {
      assert.ok(complaints([{ path, text }]).some((line) => line.includes(why)));
    });
  }
});
