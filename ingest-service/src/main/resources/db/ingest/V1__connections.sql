create table ingest.connection (
    id text primary key,
    -- the public facts as JSON
    facts text not null,
    -- null once the key is forgotten
    sealed_key bytea,
    created_at timestamptz not null
);

-- created_at up to which the source has been read and published, in microseconds
create table ingest.cursor (
    connection text primary key references ingest.connection (id),
    created_at bigint not null
);

create table ingest.taxonomy (
    connection text primary key references ingest.connection (id),
    read_at timestamptz not null,
    document text not null
);

create table ingest.read (
    connection text not null,
    purpose text not null,
    queries bigint not null,
    bytes bigint not null,
    primary key (connection, purpose)
);

create table ingest.outbox (
    id bigserial primary key,
    topic text not null,
    key text not null,
    headers text not null,
    payload bytea
);
