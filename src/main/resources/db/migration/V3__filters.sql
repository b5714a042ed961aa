-- Each filter of pages finds its records newest first, without reading the others.
create index request_log_provider on request_log (provider_name, initial_time);
create index request_log_channel on request_log (channel_id, initial_time);
create index request_log_channel_name on request_log (channel_name, initial_time);
create index request_log_model on request_log (model, initial_time);
create index request_log_endpoint on request_log (endpoint, initial_time);
create index request_log_client on request_log (client_id, initial_time);
create index request_log_http_status on request_log (http_status, initial_time);

-- Serves pending requests as well, which are few: the time of their last change needs none of its own.
drop index request_log_status;
create index request_log_status on request_log (status, initial_time);
