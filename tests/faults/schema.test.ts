/** The schema keeps orgs apart: a lint of the catalog, each rule shown a violation. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newWorld } from '#tests/harness/world.ts';

const world = await newWorld();

/** Tables that hold nothing of an org; asked before the org is known, or of the machinery. */
const withoutOrg = ['directory_org', 'directory_login', 'sign_in_attempt', 'schema_migration'];

/** Everything in the catalog that would let one org see, block or guess another, a line each. */
async function complaints(): Promise<string[]> {
  const rows = await world.owner(
    `
    with org_table as (
      select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all($1)
    )
    select relname || ': no row-level security' as line from org_table where not relrowsecurity
    union all select relname || ': its owner passes row-level security' from org_table where not relforcerowsecurity
    union all select relname || ': no org_id' from org_table t where not exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped)
    union all select t.relname || '.' || k.conname || ': a key that does not begin with org_id' from org_table t
      join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'x')
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1] where a.attname <> 'org_id'
    union all select t.relname || '.' || i.relname || ': a unique index that does not begin with org_id' from org_table t
      join pg_index x on x.indrelid = t.oid and x.indisunique join pg_class i on i.oid = x.indexrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0] where a.attname <> 'org_id'
    union all select relname || ': a policy that asks for something else' from org_table t join pg_policy p on p.polrelid = t.oid
      where pg_get_expr(p.polqual, p.polrelid) not like '%org_id = (NULLIF(current_setting(''app.org_id''%' or p.polwithcheck is null
    union all select relname || ': the application may truncate or refer' from org_table t
      where has_table_privilege('kamerton_app', t.oid, 'truncate') or has_table_privilege('kamerton_app', t.oid, 'references')
    union all select c.relname || ': a view that does not ask for its reader' from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('v', 'm') and coalesce(array_to_string(c.reloptions, ','), '') not like '%security_invoker=true%'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    union all select p.proname || ': a function with its owner''s rights' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and p.prosecdef and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`,
    [withoutOrg],
  );
  return rows.map((row) => String(row['line']));
}

/** Append-only tables: what the application's role may not do to them. */
const appendOnly: readonly [table: string, ...rights: string[]][] = [
  ['event', 'update', 'delete'],
  ['event_seal', 'update', 'delete'],
  ['ledger_entry', 'update', 'delete'],
  ['allocation', 'update', 'delete'],
  ['stock_movement', 'update', 'delete'],
  ['document', 'delete'],
  ['shipment_line', 'update', 'delete'],
];

const sins: readonly [name: string, sql: string, why: string][] = [
  ['a table left open', 'create table sin (org_id uuid primary key)', 'sin: no row-level security'],
  ['an owner let through', 'alter table brand no force row level security', 'brand: its owner passes'],
  ['a table without an org', 'create table sin (id uuid)', 'sin: no org_id'],
  [
    'a key over all orgs',
    'alter table brand add constraint brand_sin unique (name_key)',
    'brand_sin: a key that does not begin',
  ],
  ['a unique index over all orgs', 'create unique index brand_sin on brand (name)', 'brand_sin: a unique index'],
  [
    'a way to another org',
    'alter table person add unique (id); alter table brand add constraint brand_sin foreign key (id) references person (id) not valid',
    'brand_sin: a key that does not begin',
  ],
  [
    'a policy that always says yes',
    'drop policy org_only on brand; create policy sin on brand using (true) with check (true)',
    'brand: a policy that asks',
  ],
  ['a right to truncate', 'grant truncate on brand to kamerton_app', 'brand: the application may truncate'],
  ["a view with its owner's eyes", 'create view sin as select * from brand', 'sin: a view that does not ask'],
  [
    "a function with its owner's rights",
    "create function sin() returns int language sql security definer as 'select 1'",
    'sin: a function with',
  ],
];

describe('the schema', () => {
  test('keeps orgs apart', async () => {
    assert.deepEqual(await complaints(), []);
  });

  for (const [name, sql, why] of sins) {
    test(`the lint says no: ${name}`, async () => {
      await world.owner('begin');
      try {
        await world.owner(sql);
        assert.ok((await complaints()).some((line) => line.includes(why)));
      } finally {
        await world.owner('rollback');
      }
    });
  }

  test('what is append-only cannot be changed by the application', async () => {
    for (const [table, ...rights] of appendOnly) {
      for (const right of rights) {
        const [row] = await world.owner('select has_table_privilege($1, $2, $3) as may', [
          'kamerton_app',
          table,
          right,
        ]);
        assert.equal(row?.['may'], false, `${right} on ${table}`);
      }
    }
  });
});
