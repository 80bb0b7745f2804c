create table hypothesis.goal (
    id text primary key,
    -- the order of their making, for pages
    number bigint generated always as identity unique,
    revision bigint not null,
    -- the goal as REST shows it
    document jsonb not null
);

create table hypothesis.exploration (
    id text primary key,
    number bigint generated always as identity unique,
    goal text not null references hypothesis.goal (id),
    status text not null,
    -- the reading that counts the candidates
    request text not null unique,
    -- the reading that judges those that were chosen, once there are any
    backtest_request text,
    asked_at timestamptz not null,
    -- the exploration as REST shows it
    document jsonb not null,
    -- the history request with every candidate, so that results can be told apart after a restart
    asked jsonb not null
);
create index exploration_status on hypothesis.exploration (status);

-- results of explorations that are not complete yet; one row for each candidate however often its result comes
create table hypothesis.result (
    request text not null,
    position int not null,
    document jsonb not null,
    primary key (request, position)
);

create table hypothesis.hypothesis (
    id text primary key,
    number bigint generated always as identity unique,
    goal text not null references hypothesis.goal (id),
    status text not null,
    -- counts changes, so that of two at the same moment one is refused
    revision bigint not null,
    -- the history request that this state waits for: a backtest, or the warm-up after an approval
    request text,
    requested_at timestamptz,
    -- the hypothesis as it stands on the topic and in REST
    document jsonb not null
);
create index hypothesis_status on hypothesis.hypothesis (status);
create index hypothesis_goal on hypothesis.hypothesis (goal);
create index hypothesis_request on hypothesis.hypothesis (request);

create table hypothesis.audit (
    id bigint generated always as identity primary key,
    hypothesis text not null references hypothesis.hypothesis (id),
    at timestamptz not null,
    -- a person's name as given, or which part of the system it was
    who text not null,
    from_status text,
    to_status text not null,
    version int not null,
    -- the request whose report, or whose failure, the change rests on
    request text,
    comment text
);
create index audit_hypothesis on hypothesis.audit (hypothesis, id);
create index audit_request on hypothesis.audit (request);

create table hypothesis.outbox (
    id bigserial primary key,
    topic text not null,
    key text not null,
    headers text not null,
    payload bytea
);
create index outbox_key on hypothesis.outbox (key);
