import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { brokenPromises, numbersIn } from './promises.ts';
import { readSources } from './sources.ts';

const modules = path.resolve(import.meta.dirname, '../modules');

const readme = (text: string, name = 'orders') => ({ path: `modules/${name}/README.md`, text });
const testOf = (title: string) => ({ path: 'modules/orders/x.test.ts', text: `test('${title}', () => {});` });

describe('promises of modules', () => {
  test('each is guarded by a test of its name, and each such test keeps a promise', async () => {
    const names = readdirSync(modules);
    const readmes = names.map((name) => {
      const file = path.join(modules, name, 'README.md');
      return readme(existsSync(file) ? readFileSync(file, 'utf8') : '', name);
    });
    const tests = (await readSources()).filter(
      ({ path: name }) => name.endsWith('.test.ts') && !name.startsWith('tools/'),
    );
    assert.ok(names.length > 12 && tests.length > 150);
    assert.deepEqual(brokenPromises(readmes, tests), []);
  });

  test('numbers are read as they are written', () => {
    assert.deepEqual([...numbersIn('**ORD-7..9, 60** and SET-1')], ['ORD-7', 'ORD-8', 'ORD-9', 'ORD-60', 'SET-1']);
  });

  test('it says no: a promise without a test, a test without a promise, none at all, one prefix twice', () => {
    assert.deepEqual(brokenPromises([readme('**ORD-1** x')], []), [
      'modules/orders/README.md: no test is named after ORD-1',
    ]);
    assert.deepEqual(brokenPromises([readme('**ORD-1** x')], [testOf('ORD-1: x'), testOf('ORD-2: y')]), [
      'ORD-2: tested, and promised nowhere',
    ]);
    assert.deepEqual(brokenPromises([readme('')], []), ['modules/orders/README.md: promises nothing']);
    const twice = brokenPromises([readme('ORD-1'), readme('ORD-2', 'stock')], [testOf('ORD-1'), testOf('ORD-2')]);
    assert.deepEqual(twice, ['modules/stock/README.md: ORD is the prefix of modules/orders/README.md']);
  });
});
