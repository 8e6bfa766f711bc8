-- 0005-price-changes.sql   Why: a draft's edit asks for prices anew only when something they hang on has changed. Locks: sales_order, briefly.

-- How often something that prices hang on was changed, as the sum of its rows: who writes takes a row that nobody else is
-- writing, so that nobody waits for another's transaction. A count only grows: an equal sum means that nothing was changed.
create table price_change (
  org_id uuid not null references org,
  slot uuid not null,
  count bigint not null,
  constraint price_change_pk primary key (org_id, slot)
);
select protect('price_change', 'select, insert, update');

-- Once a statement, with the change itself. Without an org (the owner's own SQL) it counts for every org.
create function count_price_change() returns trigger language plpgsql as $$
declare
  acting uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  fresh uuid := gen_random_uuid();
begin
  if acting is not null then
    update price_change set count = count + 1 where org_id = acting and slot = (
      select slot from price_change where org_id = acting limit 1 for update skip locked);
    if found then return null; end if;
  end if;
  insert into price_change (org_id, slot, count)
  select org_id, fresh, 1 from org where acting is null or org_id = acting;
  return null;
end $$;

do $$ declare source text; begin
  foreach source in array array['product', 'category', 'price_column', 'price', 'account_terms', 'terms_discount',
    'terms_price', 'quantity_break'] loop
    execute format('create trigger %I after insert or update or delete on %I
      for each statement execute function count_price_change()', source || '_price_change', source);
  end loop;
end $$;

-- The day and the count at which every line of a draft stood at the prices of today; null when that is not known.
alter table sales_order add priced_on date, add price_changes bigint;
