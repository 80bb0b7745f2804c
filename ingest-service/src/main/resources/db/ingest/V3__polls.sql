-- who reads a connection, and until when nobody else may; every taking raises the fence, and only its newest holder advances
alter table ingest.cursor
    add column polled_at timestamptz,
    add column fence bigint not null default 0,
    add column held_until timestamptz not null default '-infinity';

-- the same for the deep pass, which looks for what came later than polls look
create table ingest.deep_cursor (
    connection text primary key references ingest.connection (id),
    created_at bigint not null,
    polled_at timestamptz,
    fence bigint not null default 0,
    held_until timestamptz not null default '-infinity'
);

-- what was published and will be read again, so that it is not published again: one row for what one pass published
create table ingest.published (
    id bigserial primary key,
    connection text not null references ingest.connection (id),
    pass text not null,
    -- a group type, or empty for persons
    kind text not null,
    -- the hypotheses that heard of it
    hypotheses uuid not null,
    -- the latest created_at among them, in microseconds
    latest bigint not null,
    -- of each event 40 bytes: uuid, created_at, timestamp, a hash of its subject and selectors
    events bytea not null
);
create index published_by_pass on ingest.published (connection, pass, kind);

-- how many matched events of a UTC day came too late for polls, as the last deep pass counted them
create table ingest.late_day (
    connection text not null references ingest.connection (id),
    kind text not null,
    -- days since 1970-01-01
    day bigint not null,
    -- the hypotheses whose events were counted
    hypotheses uuid not null,
    events bigint not null,
    latest bigint not null,
    primary key (connection, kind, day)
);
