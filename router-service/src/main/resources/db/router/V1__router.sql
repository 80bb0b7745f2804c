-- The position in each consumed partition; changes only together with everything that its records led to.
create table consumed (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- A hypothesis version whose history is whole on a partition: from here on its subjects are judged at once.
create table warm (
    hypothesis_id text        not null,
    version       int         not null,
    partition     int         not null,
    warm_at       timestamptz not null,
    primary key (hypothesis_id, version, partition)
);

-- What is known of a subject for a hypothesis version; the form is StateCodec's.
create table subject_state (
    hypothesis_id text  not null,
    version       int   not null,
    partition     int   not null,
    subject       text  not null,
    state         bytea not null,
    primary key (hypothesis_id, version, partition, subject)
);

create table signal (
    position      bigserial   primary key,
    signal_id     text        not null unique,
    hypothesis_id text        not null,
    document      jsonb       not null,
    raised_at     timestamptz not null
);
create index signal_of_hypothesis on signal (hypothesis_id, position);

create table outbox (
    id      bigserial primary key,
    topic   text not null,
    key     text not null,
    headers text not null,
    payload bytea
);

-- A destination; its secret is sealed.
create table sink (
    sink_id    text        primary key,
    name       text        not null,
    kind       text        not null,
    url        text        not null,
    secret     bytea,
    state      text        not null check (state in ('active', 'disabled', 'deleted')),
    created_at timestamptz not null
);

-- The duty to hand one signal to one destination. While an attempt runs, due_at lies behind its lease.
create table delivery (
    position    bigserial   primary key,
    delivery_id text        not null unique,
    signal_id   text        not null references signal (signal_id),
    sink_id     text        not null references sink (sink_id),
    state       text        not null check (state in ('pending', 'delivered', 'exhausted')),
    attempts    int         not null default 0,
    due_at      timestamptz not null,
    last_result text,
    unique (signal_id, sink_id)
);
create index delivery_due on delivery (sink_id, due_at) where state = 'pending';

create table attempt (
    delivery_id text        not null references delivery (delivery_id),
    at          timestamptz not null,
    status      int,
    result      text        not null,
    millis      int         not null
);
create index attempt_of_delivery on attempt (delivery_id, at);
