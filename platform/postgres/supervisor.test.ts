import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { superviseServer } from './supervisor.ts';

const child = () => new EventEmitter() as ChildProcess;

test('a server that keeps dying is tried on and on; who ends meanwhile does not wait for the next attempt', async () => {
  const said: string[] = [];
  const attempts = 5;
  let tried = 0;
  const restart = async (): Promise<ChildProcess | null> => {
    tried += 1;
    throw new Error(`attempt ${tried}`);
  };
  const supervisor = superviseServer({ pid: () => 0, cluster: '', log: (line) => said.push(line), restart });
  const first = child();
  supervisor.watch(first);
  first.emit('exit');
  while (!said.some((line) => /keeps dying/.test(line))) await pause(50);
  assert.equal(tried, attempts);
  await supervisor.end();
  assert.equal(tried, attempts);
});

test('a server that died is brought back and watched again', async () => {
  const children = [child(), child()];
  let started = 0;
  const restart = async (): Promise<ChildProcess | null> => children[started++] ?? null;
  const supervisor = superviseServer({ pid: () => 0, cluster: '', log: () => undefined, restart });
  const first = child();
  supervisor.watch(first);
  first.emit('exit');
  while (started < 1) await pause(10);
  await pause(0);
  children[0]?.emit('exit');
  while (started < 2) await pause(10);
  await supervisor.end();
  assert.equal(started, 2);
});
