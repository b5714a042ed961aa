-- Which feed it is, apart from where it stands: a backup leaves it out, and what is restored begins another.
create table epoch (
  id smallint primary key check (id = 1),
  name varchar(16) not null
);
insert into epoch (id, name) select 1, epoch from journal;
alter table journal drop column epoch;

-- How far the sums have come (null: nothing is counted yet), and how many records there are.
-- Part of this row, since its lock is what keeps sums and records the same.
alter table journal add column targets_merged bigint;
alter table journal add column clients_merged bigint;
alter table journal add column minutes_from bigint;
alter table journal add column hours_from bigint;
alter table journal add column days_from bigint;
alter table journal add column rollup_keys integer;
alter table journal add column records bigint;

-- What was deleted last: records that began before this time, when that was, and where the feed stood.
alter table journal add column cleared_before timestamp(3) with time zone;
alter table journal add column cleared_at timestamp(3) with time zone;
alter table journal add column cleared_seq bigint;

-- The last run of what removes old records, for admins.
create table upkeep_run (
  job varchar(16) primary key,
  started_at timestamp(3) with time zone not null,
  duration_ms bigint not null,
  removed bigint not null,
  cleared_before timestamp(3) with time zone,
  error varchar(1024)
);

-- What the records of one sum have in common: unknown text is empty.
create table rollup_key (
  id integer primary key,
  family varchar(16) not null,
  provider varchar(256) not null,
  channel_id varchar(256) not null,
  channel_name varchar(256) not null,
  model varchar(256) not null,
  endpoint varchar(1024) not null,
  client varchar(256) not null,
  status varchar(16) not null
);

-- Sums of records. The slot says of which family, level, time and key, in this order.
-- Histograms are in the format of HdrHistogram (V2).
create table rollup (
  slot bigint primary key,
  requests bigint not null,
  unpriced bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cache_creation_input_tokens bigint not null,
  cache_read_input_tokens bigint not null,
  total_tokens bigint not null,
  cost numeric(30, 12) not null,
  duration_ms bigint not null,
  timed bigint not null,
  durations bytea,
  first_tokens bytea
);
