-- The attempts of one request: few, while most records are none.
create index request_log_attempt on request_log (attempt_of);
