-- what became of requests for histories, as JSON, for people
create table ingest.history (
    request text primary key,
    connection text not null,
    started_at timestamptz not null,
    document text not null
);

create index history_of_connection on ingest.history (connection, started_at desc);
