create table hypothesis.goal (
    id text primary key,
    document text not null,
    created_at timestamptz not null default now()
);

create table hypothesis.exploration (
    id text primary key,
    goal text not null references hypothesis.goal (id),
    -- the request that is awaited now
    request text not null,
    status text not null,
    document text not null,
    created_at timestamptz not null default now()
);
create index exploration_by_request on hypothesis.exploration (request);

create table hypothesis.hypothesis (
    id text primary key,
    sequence bigserial unique,
    goal text not null references hypothesis.goal (id),
    status text not null,
    -- the request whose answer is awaited, a backtest's or a warm-up's
    request text,
    requested_at timestamptz,
    -- counts changes; whoever writes must have seen the last one
    lock bigint not null,
    document text not null
);
create index hypothesis_by_status on hypothesis.hypothesis (status);

create table hypothesis.audit (
    id bigserial primary key,
    hypothesis text not null,
    document text not null
);
create index audit_by_hypothesis on hypothesis.audit (hypothesis, id);

-- results of explorations until all of a request are there
create table hypothesis.result (
    request text not null,
    position integer not null,
    document text not null,
    primary key (request, position)
);

create table hypothesis.outbox (
    id bigserial primary key,
    topic text not null,
    key text not null,
    headers text not null,
    payload bytea
);
create index outbox_by_key on hypothesis.outbox (key);
