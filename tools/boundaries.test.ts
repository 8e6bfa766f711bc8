import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { circles, complaints, readArchitecture } from './boundaries.ts';
import { readSources } from './sources.ts';

const architecture = await readArchitecture();

describe('boundaries', () => {
  test('the sources keep them', async () => {
    const sources = await readSources();
    assert.ok(sources.length > 300, `only ${sources.length} sources were seen`);
    assert.deepEqual(complaints(sources, architecture), []);
  });

  test('modules use each other without circles', () => {
    assert.deepEqual(circles(architecture), []);
    const ring = { modules: { a: { uses: ['b'], owns: [] }, b: { uses: ['a'], owns: [] } } };
    assert.deepEqual(circles(ring), ['a -> b -> a', 'b -> a -> b']);
  });

  const sins: [path: string, text: string, why: string][] = [
    ['kernel/money.ts', "import { sql } from 'kysely';", 'the kernel imports only itself'],
    ['platform/jobs.ts', "import { ship } from '#modules/fulfilment/index.ts';", 'the platform knows no modules/'],
    [
      'modules/orders/store.ts',
      "import { x } from '#modules/stock/store.ts';",
      'stock is entered only by its index.ts',
    ],
    ['modules/stock/store.ts', "import { x } from '#modules/orders/index.ts';", 'stock may not use orders'],
    ['modules/orders/rules.ts', "import { sql } from 'kysely';", 'rules, models and contracts are pure'],
    ['modules/orders/rules/paste.ts', "import { sql } from 'kysely';", 'rules, models and contracts are pure'],
    [
      'modules/orders/screens/OrderPage.tsx',
      "import { readOrder } from '../store.ts';",
      'screens never see server files',
    ],
    [
      'modules/orders/screens/OrderPage.tsx',
      "import { X } from '#modules/credit/screens/Limit.tsx';",
      'screens are entered by screens/index.ts',
    ],
    [
      'modules/orders/store.ts',
      'await sql`update stock s set on_hand_milli = 1 where true`',
      'orders does not own the table stock',
    ],
    [
      'modules/orders/store.ts',
      'await sql`insert into ledger_entry (id) values (1)`',
      'orders does not own the table ledger_entry',
    ],
    [
      'modules/orders/store.ts',
      'await sql`delete from reservation r where true`',
      'orders does not own the table reservation',
    ],
    ['modules/nowhere/store.ts', "import { ok } from '#kernel/result.ts';", 'is not in tools/architecture.json'],
    ['web/main.tsx', "import { runCommand } from '#platform/command.ts';", 'screens never see server files'],
  ];
  for (const [path, text, why] of sins) {
    test(`they say no: ${path}: ${why}`, () => {
      assert.ok(complaints([{ path, text }], architecture).some((line) => line.includes(why)));
    });
  }
});
