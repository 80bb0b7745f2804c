-- reports that a step rested on, word for word: the hash is the SHA-256 of the document's UTF-8
create table hypothesis.report (
    hypothesis text not null references hypothesis.hypothesis (id),
    request text not null,
    version int not null,
    hash text not null,
    -- JSON, its members in the order of their names; text, since jsonb would write it otherwise
    document text not null,
    primary key (hypothesis, request)
);

-- versions that an edit ended, as they stood then
create table hypothesis.version (
    hypothesis text not null references hypothesis.hypothesis (id),
    version int not null,
    ended_at timestamptz not null,
    document jsonb not null,
    primary key (hypothesis, version)
);

alter table hypothesis.audit add column report_hash text;
-- what an edit changed
alter table hypothesis.audit add column change text;

-- of the reports of before, the last one of each hypothesis is known, as PostgreSQL writes it
insert into hypothesis.report (hypothesis, request, version, hash, document)
select id, document -> 'backtest' ->> 'request_id', (document -> 'backtest' ->> 'version')::int,
    encode(sha256(convert_to((document -> 'backtest')::text, 'UTF8')), 'hex'), (document -> 'backtest')::text
from hypothesis.hypothesis
where document -> 'backtest' ->> 'request_id' is not null;

update hypothesis.audit a set report_hash = r.hash
from hypothesis.report r
where r.hypothesis = a.hypothesis and r.request = a.request and a.to_status <> 'backtesting';
