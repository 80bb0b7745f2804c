-- what a search counts, one request after the other
create table hypothesis.search_level (
    exploration text not null references hypothesis.exploration (id),
    number int not null,
    request text not null unique,
    -- the claims, and what became of those that are not among them
    document jsonb not null,
    primary key (exploration, number)
);

-- what its claims came to, in runs; one row for each run however often it comes
create table hypothesis.search_score (
    request text not null references hypothesis.search_level (request) on delete cascade,
    first int not null,
    length int not null,
    document jsonb not null,
    primary key (request, first)
);

-- an exploration that was counted in one request cannot be gone on with
update hypothesis.exploration
set status = 'failed',
    document = document || '{"status": "failed", "failure": "the service was renewed meanwhile; explore again"}'
where status = 'reading';

-- `request` is the one whose scores are waited for; what it asks stands with its level
alter table hypothesis.exploration drop column asked;
drop table hypothesis.result;
