import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderStates, supportStates } from '../model.ts';
import { decideSupport, type SupportAct } from './support.ts';

/** act: from -> to, for a confirmed order. All else is refused. */
const legal: Record<SupportAct, Record<string, string>> = {
  handOver: { none: 'queued', done: 'queued' },
  take: { queued: 'in_work' },
  ask: { in_work: 'question' },
  answer: { question: 'in_work' },
  finish: { in_work: 'done', question: 'done' },
};

test('ORD-71: every move of the queue, and no other', () => {
  for (const act of ['handOver', 'take', 'ask', 'answer', 'finish'] as const) {
    for (const supportState of supportStates) {
      const decision = decideSupport(act, { state: 'confirmed', supportState });
      assert.equal(decision.ok ? decision.value : undefined, legal[act][supportState], `${act} from ${supportState}`);
    }
    for (const state of orderStates.filter((one) => one === 'draft' || one === 'held' || one === 'cancelled')) {
      const [supportState = 'none'] = supportStates.filter((one) => legal[act][one] !== undefined);
      assert.equal(decideSupport(act, { state, supportState }).ok, false, `${act} of a ${state} order`);
    }
  }
});
