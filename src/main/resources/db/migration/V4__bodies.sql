-- What was asked and answered, apart from the records: large, private, and soon deleted.
create table request_body (
  id varchar(128) primary key,
  stored_at timestamp(3) with time zone not null,
  request varchar not null,
  response varchar not null,
  request_cut boolean not null,
  response_cut boolean not null
);

create index request_body_stored_at on request_body (stored_at);
