-- Who met a hypothesis before its approval, or in a pause; fired_at in microseconds.
create table member (
    position      bigserial primary key,
    hypothesis_id text   not null,
    version       int    not null,
    subject       text   not null,
    fired_at      bigint not null,
    unique (hypothesis_id, version, subject)
);
create index member_of_hypothesis on member (hypothesis_id, position);
