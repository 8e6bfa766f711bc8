import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { newId } from '#kernel/id.ts';
import { type ActsBook, checkActs, type KindName, kinds, totalOf, totals } from './acts.ts';
import { checkBooks } from './books.ts';
import { checkChain, checkServers, checkStorm, checkVerify, type StormResult, storm } from './storm.ts';

/** What makes the state of an act wrong, by its id. */
const wrongState: Record<KindName, string> = {
  order: "update sales_order set state = 'held' where id = $1",
  draft: "update sales_order set state = 'cancelled' where id = $1",
  question: 'delete from approval where subject_id = $1',
  decision: "update approval set state = 'rejected' where subject_id = $1",
  confirmation: "update sales_order set state = 'draft' where id = $1",
  invoice: "update document set kind = 'upd' where id = $1",
  shipment: 'delete from receivable where shipment_id = $1',
  statement: 'delete from payment where import_id = $1',
  unmatching: 'delete from allocation where payment_id = $1 and amount_minor < 0',
  matching: "update payment set state = 'probable' where id = $1",
  upload: "update import_run set kind = 'products' where id = $1",
  import: "delete from account where code = 'S' || right($1::text, 12) || '-1'",
};

/** What tells that an act was done, by its id: told twice, it was done twice. */
const toldBy: Record<KindName, string> = {
  order: "name = 'orders.confirmed' and subject_id = $1",
  draft: "name = 'orders.drafted' and subject_id = $1",
  question: "name = 'orders.held' and subject_id = $1",
  decision: "name = 'approvals.approved' and subject_id = $1",
  confirmation: "name = 'orders.confirmed' and subject_id = $1",
  invoice: "name = 'documents.invoice_issued' and subject_id = $1",
  shipment: "name = 'fulfilment.shipped' and payload ->> 'shipmentId' = $1::text",
  statement: "name = 'settlements.statement_imported' and subject_id = $1",
  unmatching: "name = 'settlements.taken_back' and subject_id = $1",
  matching: "name = 'settlements.allocated' and subject_id = $1",
  upload: "name = 'imports.uploaded' and subject_id = $1",
  import: "name = 'imports.finished' and subject_id = $1",
};

/** A second row of a table, like one that is there, past the keys that would not let it in. */
function oneMore(counted: string): string {
  const [, table = '', where = ''] = /^from (\w+)(.*)$/.exec(counted) ?? [];
  const fresh: Record<string, string> = {
    command_key: "'key', gen_random_uuid()",
    sales_order: "'id', gen_random_uuid(), 'number', 900000",
    document: "'id', gen_random_uuid(), 'number', 900000, 'shipment_id', gen_random_uuid()",
    shipment: "'id', gen_random_uuid(), 'number', 900000",
    payment: "'id', gen_random_uuid(), 'statement_key', 'planted'",
    account: "'id', gen_random_uuid(), 'code', 'S-planted'",
  };
  return `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(
    ${fresh[table] ?? "'id', gen_random_uuid()"}))).* from ${table} t${where} limit 1`;
}

const killsInTest = 10;

describe('FLT-1: servers and their database are killed while people work', () => {
  let result: StormResult;
  before(async () => {
    const end = new AbortController();
    const say = (kills: number): void => (kills >= killsInTest ? end.abort() : undefined);
    const kills = 1_000_000;
    result = await storm({ kills, clients: 4, servers: 2, calmMost: 500, actsLeast: 8, signal: end.signal, say });
  });
  after(() => result.close());

  /** Plants a fault, looks, and takes the fault out again; keys and triggers do not stand in its way. */
  async function planted(
    fault: { text: string; values?: unknown[] },
    look: (owner: pg.PoolClient) => Promise<unknown>,
  ) {
    const client = await result.owner.connect();
    try {
      await client.query("begin; set local session_replication_role = 'replica'");
      const done = await client.query(fault.text, fault.values ?? []);
      assert.ok((done.rowCount ?? 0) > 0, `nothing was planted by ${fault.text}`);
      await look(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const first = (book: ActsBook, kind: KindName) => {
    const act = book.acknowledged[kind][0];
    assert.ok(act !== undefined, `no ${kind} was acknowledged`);
    return act;
  };
  const saysOf = (kind: KindName) => new RegExp(`^${kind}: 1 of \\d+ not found once`, 'm');

  test('nothing acknowledged is lost, nothing is done twice, nothing else was done, the books agree', async () => {
    const { server, database } = result.toll;
    assert.ok(totalOf(result.book) > 70, `only ${totalOf(result.book)} acts were acknowledged`);
    assert.ok(database > 0, 'the database was killed too');
    // It was told to end, and ended.
    assert.ok(
      server + database >= killsInTest && server + database < 2 * killsInTest,
      `${server} and ${database} kills`,
    );
    assert.deepEqual([[...result.book.refused], Object.values(result.book.unanswered).flat()], [[], []]);
    await checkStorm(result);
  });

  for (const kind of Object.keys(kinds) as KindName[]) {
    test(`an act lost, done twice, or in a wrong state is seen: ${kind}`, async () => {
      const { book } = result;
      const { id, key } = first(book, kind);
      const check = (owner: pg.PoolClient) => assert.rejects(checkActs(owner, book), saysOf(kind));
      await planted({ text: wrongState[kind], values: [id] }, check);
      await planted({ text: `delete from event where ${toldBy[kind]}`, values: [id] }, check);
      const again = `insert into event overriding system value select (jsonb_populate_record(e, jsonb_build_object(
        'id', gen_random_uuid(), 'seq', 900000000))).* from event e where ${toldBy[kind]}`;
      await planted({ text: again, values: [id] }, check);
      const noAnswer = 'update command_key set answer = null where key = $1';
      await planted({ text: noAnswer, values: [key] }, (owner) =>
        assert.rejects(checkActs(owner, book), new RegExp(`^${kind}: 1 of \\d+ keys without their answer`, 'm')),
      );
      const lost = { ...book.acknowledged, [kind]: [...book.acknowledged[kind], { id: newId(), key: newId() }] };
      await assert.rejects(checkActs(result.owner, { ...book, acknowledged: lost }), saysOf(kind));
    });
  }

  for (const [name, counted] of totals) {
    test(`something that nobody was told of is seen: ${name}`, async () => {
      const says = new RegExp(`^${name}: \\d+ in all, \\d+ by the acts`, 'm');
      await planted({ text: oneMore(counted) }, (owner) => assert.rejects(checkActs(owner, result.book), says));
    });
  }

  test('a trace of a refused act, a server that fell and a broken book are seen', async () => {
    const { key } = first(result.book, 'order');
    await assert.rejects(checkActs(result.owner, { ...result.book, refusedKeys: [key] }), /refused acts: 1 have left/);
    assert.throws(() => checkServers({ ...result.toll, fell: new Map([['out of memory', 1]]) }), /out of memory/);
    const more = 'update account_credit set confirmed_minor = confirmed_minor + 1 where confirmed_minor >= 0';
    await planted({ text: more }, (owner) => assert.rejects(checkBooks(owner), /confirmed is what is not shipped/));
  });

  test('verify, the stored files and the chain are looked at', async () => {
    const { owner, db, filesRoot } = result;
    const { id } = first(result.book, 'unmatching');
    const more = 'update payment set unallocated_minor = amount_minor where id = $1';
    await owner.query(more, [id]);
    await assert.rejects(checkVerify(result), /"code":"settlements\./);
    await owner.query('update payment set unallocated_minor = 0 where id = $1', [id]);
    await checkVerify(result);
    await rm(filesRoot, { recursive: true });
    await assert.rejects(checkVerify(result), /platform\.file_missing/);
    await owner.query("update event set payload = '{}' where name = 'settlements.taken_back' and subject_id = $1", [
      id,
    ]);
    await assert.rejects(checkChain(owner, db), /the audit chain is broken at/);
  });
});
