-- one row for each project that PostHog counts requests by; whoever asks locks it for an instant
create table ingest.limiter (
    id bigserial primary key,
    host text not null,
    project text not null,
    paused_until timestamptz,
    -- what PostHog said last about its byte budget, and the most that it said within a day
    bytes_left bigint,
    bytes_at timestamptz,
    bytes_high bigint,
    bytes_high_at timestamptz,
    unique (host, project)
);

-- the requests of the last hour; counted_at lies in the future while one is in flight, and is the end of its lease then
create table ingest.counted_request (
    id bigserial primary key,
    limiter bigint not null references ingest.limiter (id),
    counted_at timestamptz not null
);
create index on ingest.counted_request (limiter, counted_at);

-- who waits for a place; one that was not seen for a while has crashed
create table ingest.waiting_request (
    id bigserial primary key,
    limiter bigint not null references ingest.limiter (id),
    priority int not null,
    seen_until timestamptz not null
);
create index on ingest.waiting_request (limiter);

-- queries that were too much for PostHog, by the hash of their text and values, not to be asked again for a while
create table ingest.heavy_query (
    hash text primary key,
    said text not null,
    until timestamptz not null
);

-- when a broken connection was last asked whether it works again
alter table ingest.connection add column probed_at timestamptz;
