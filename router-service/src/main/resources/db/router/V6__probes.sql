-- Until when the one attempt that probes an open circuit keeps others away. It stood in not_before, where its end could
-- shorten what the receiver had asked for.
alter table pace add column probing_until timestamptz not null default 'epoch';
