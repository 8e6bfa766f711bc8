-- 0001-base.sql   Why: org, people, sessions, commands, events, files, imports: what every module stands on. Locks: none, new tables.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists btree_gin;
create collation if not exists ru_name (provider = icu, locale = 'ru');

-- Row-level security for an org table: the application's role sees rows of `app.org_id` only; unset shows nothing.
create function protect(target regclass, rights text default 'select, insert, update, delete') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy org_only on %s
    using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid)$p$, target);
  execute format('grant %s on %s to kamerton_app', rights, target);
end $$;

-- Directory tables: asked before the org is known; they hold no business data and point at no org table.
create table directory_org (
  org_id uuid primary key,
  name text not null
);
create table directory_login (
  email_key text primary key,
  org_id uuid not null,
  person_id uuid not null
);
create table sign_in_attempt (
  attempt_key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);
grant select, insert, update, delete on directory_org, directory_login, sign_in_attempt to kamerton_app;

create table org (
  org_id uuid primary key,
  name text not null,
  currency text not null default 'RUB',
  time_zone text not null default 'Europe/Moscow',
  demo boolean not null default false,
  created_at timestamptz not null
);
select protect('org', 'select, insert, update');

create table setting (
  org_id uuid not null references org,
  key text not null,
  value jsonb not null,
  constraint setting_pk primary key (org_id, key)
);
select protect('setting');

create table department (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  parent_id uuid,
  head_id uuid,
  version integer not null default 1,
  constraint department_pk primary key (org_id, id),
  constraint department_parent_fk foreign key (org_id, parent_id) references department (org_id, id)
);
select protect('department');

create table role (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  permissions text[] not null,
  visibility text not null,
  sees_cost boolean not null default false,
  may_export boolean not null default false,
  version integer not null default 1,
  constraint role_pk primary key (org_id, id),
  constraint role_name_unique unique (org_id, name),
  constraint role_visibility_known check (visibility in ('own', 'team', 'all'))
);
select protect('role');

create table person (
  org_id uuid not null references org,
  id uuid not null,
  email text not null,
  name text not null,
  post text not null default '',
  phone text not null default '',
  lang text not null default 'ru',
  theme text not null default 'auto',
  role_id uuid not null,
  department_id uuid,
  password_hash text,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint person_pk primary key (org_id, id),
  constraint person_email_unique unique (org_id, email),
  constraint person_role_fk foreign key (org_id, role_id) references role (org_id, id),
  constraint person_department_fk foreign key (org_id, department_id) references department (org_id, id),
  constraint person_lang_known check (lang in ('ru', 'en')),
  constraint person_theme_known check (theme in ('light', 'dark', 'auto'))
);
select protect('person');
alter table department add constraint department_head_fk foreign key (org_id, head_id) references person (org_id, id);

create table session (
  org_id uuid not null references org,
  token_hash bytea not null,
  id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null default '',
  agent text not null default '',
  constraint session_pk primary key (org_id, token_hash),
  constraint session_person_fk foreign key (org_id, person_id) references person (org_id, id)
);
create index session_by_person on session (org_id, person_id);
select protect('session');

create table invitation (
  org_id uuid not null references org,
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint invitation_pk primary key (org_id, id),
  constraint invitation_token_unique unique (org_id, token_hash),
  constraint invitation_person_fk foreign key (org_id, person_id) references person (org_id, id)
);
select protect('invitation');

-- One row per act: the claim of its idempotency key, and its answer for a replay.
create table command_key (
  org_id uuid not null references org,
  key uuid not null,
  command text not null,
  input_hash text not null,
  person_id uuid not null,
  created_at timestamptz not null,
  answer jsonb,
  replays integer not null default 0,
  constraint command_key_pk primary key (org_id, key)
);
create index command_key_by_age on command_key (org_id, created_at);
select protect('command_key');

-- Append-only: timeline, audit, outbox, evidence.
create table event (
  org_id uuid not null references org,
  id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  name text not null,
  actor_id uuid,
  acted_for uuid,
  subject_type text not null,
  subject_id uuid not null,
  account_id uuid,
  payload jsonb not null,
  request_id text not null,
  constraint event_pk primary key (org_id, id)
);
create index event_by_seq on event (org_id, seq);
create index event_by_subject on event (org_id, subject_id, seq desc);
create index event_by_account on event (org_id, account_id, seq desc) where account_id is not null;
select protect('event', 'select, insert');

-- The hash chain over events, written by a job: hash = sha256(previous hash, the event as canonical JSON).
create table event_seal (
  org_id uuid not null references org,
  position bigint not null,
  event_id uuid not null,
  hash text not null,
  constraint event_seal_pk primary key (org_id, position),
  constraint event_seal_once unique (org_id, event_id),
  constraint event_seal_event_fk foreign key (org_id, event_id) references event (org_id, id)
);
select protect('event_seal', 'select, insert');

-- Gapless numbers by series and year, taken under the row's lock.
create table number_series (
  org_id uuid not null references org,
  series text not null,
  year integer not null,
  last integer not null,
  constraint number_series_pk primary key (org_id, series, year)
);
select protect('number_series', 'select, insert, update');

create table file (
  org_id uuid not null references org,
  id uuid not null,
  sha256 text not null,
  size_bytes bigint not null,
  name text not null,
  media_type text not null,
  created_by uuid,
  created_at timestamptz not null,
  constraint file_pk primary key (org_id, id)
);
create index file_by_hash on file (org_id, sha256);
select protect('file', 'select, insert');

create table import_run (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null,
  file_id uuid not null,
  file_name text not null,
  state text not null,
  dry_run boolean not null default false,
  mapping jsonb not null,
  rows_read bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  rejected_count bigint not null default 0,
  warning_count bigint not null default 0,
  summary jsonb not null default '{}',
  error_file_id uuid,
  next_row bigint not null default 0,
  -- Rows of the file as its preview counted them; null when nobody looked.
  total_rows bigint,
  started_by uuid,
  started_at timestamptz not null,
  -- When the work was last seen to go on: one that stands still is begun again.
  beat_at timestamptz,
  finished_at timestamptz,
  constraint import_run_pk primary key (org_id, id),
  constraint import_run_file_fk foreign key (org_id, file_id) references file (org_id, id),
  constraint import_run_state_known check (state in ('preview', 'running', 'done', 'failed', 'cancelled'))
);
create index import_run_by_time on import_run (org_id, started_at desc, id);
select protect('import_run');

create table import_mapping (
  org_id uuid not null references org,
  kind text not null,
  name text not null,
  columns jsonb not null,
  constraint import_mapping_pk primary key (org_id, kind, name)
);
select protect('import_mapping');

create table saved_view (
  org_id uuid not null references org,
  id uuid not null,
  person_id uuid not null,
  list text not null,
  name text not null,
  query text not null,
  constraint saved_view_pk primary key (org_id, id),
  constraint saved_view_name_unique unique (org_id, person_id, list, name),
  constraint saved_view_person_fk foreign key (org_id, person_id) references person (org_id, id)
);
select protect('saved_view');
