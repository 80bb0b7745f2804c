-- signals that were sent of hypotheses, for as long as a re-test may look at them; no events
create table hypothesis.fired (
    signal text primary key,
    hypothesis text not null references hypothesis.hypothesis (id),
    version int not null,
    subject text not null,
    fired_at timestamptz not null
);
create index fired_hypothesis on hypothesis.fired (hypothesis, version, fired_at);

-- when a hypothesis that is, or was, live is tested again
create table hypothesis.retest (
    hypothesis text primary key references hypothesis.hypothesis (id),
    version int not null,
    -- signals fired before it are not looked at, or no longer
    watched_from timestamptz not null,
    due_at timestamptz not null,
    -- the history request that has no answer yet
    request text,
    asked_at timestamptz
);
create index retest_due on hypothesis.retest (due_at);

-- each look at the signals of a hypothesis, as REST shows it
create table hypothesis.look (
    number bigint generated always as identity primary key,
    hypothesis text not null references hypothesis.hypothesis (id),
    request text not null,
    document jsonb not null,
    unique (hypothesis, request)
);

-- reports of re-tests, on which no step rests, stand among the others; in the order of their making, for pages
alter table hypothesis.report add column number bigint generated always as identity unique;
alter table hypothesis.report add column retest boolean not null default false;
