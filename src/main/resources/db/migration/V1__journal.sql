-- The feed of changes: one row that says which feed this is and how far it goes.
-- Its row lock makes seq contiguous and the order of commits equal to the order of seq.
create table journal (
  id smallint primary key check (id = 1),
  epoch varchar(16) not null,
  seq bigint not null
);

-- The current state of each request.
create table request_log (
  id varchar(128) primary key,
  rev bigint not null,
  seq bigint not null,
  created_seq bigint not null,
  changed_at timestamp(3) with time zone not null,
  status varchar(16) not null,
  type varchar(64),
  provider_name varchar(256),
  channel_id varchar(256),
  channel_name varchar(256),
  model varchar(256),
  response_model varchar(256),
  endpoint varchar(1024),
  stream boolean,
  http_status integer,
  initial_time timestamp(3) with time zone not null,
  first_token_time timestamp(3) with time zone,
  complete_time timestamp(3) with time zone,
  first_token_duration_ms bigint,
  duration_ms bigint,
  start_assumed boolean not null,
  input_tokens bigint,
  output_tokens bigint,
  cache_creation_input_tokens bigint,
  cache_read_input_tokens bigint,
  total_tokens bigint,
  price numeric(24, 12),
  input_cost numeric(24, 12),
  output_cost numeric(24, 12),
  cache_creation_cost numeric(24, 12),
  cache_read_cost numeric(24, 12),
  price_source varchar(256),
  client_id varchar(256),
  session_id varchar(256),
  api_key_id varchar(256),
  reasoning_effort varchar(64),
  service_tier varchar(64),
  error varchar(16384),
  upstream_error varchar(16384),
  failover_info varchar(4096),
  attempt_of varchar(128),
  metadata varchar
);

-- The feed, pages, a session's requests, requests that may have died.
create unique index request_log_seq on request_log (seq);
create index request_log_page on request_log (initial_time, id);
create index request_log_session on request_log (session_id, initial_time);
create index request_log_status on request_log (status, changed_at);

-- Who is logged in with a browser. Only a digest is kept: the table gives no access.
create table login_session (
  token_sha256 varchar(64) primary key,
  expires_at timestamp(3) with time zone not null
);
