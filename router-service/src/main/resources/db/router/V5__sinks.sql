-- Kinds of sinks have members of their own: settings shows them with secrets hidden; secret is all of them, sealed, where
-- one of them is secret. A secret of before is the sealed secret of a webhook alone.
alter table sink add column settings jsonb;
update sink set settings = jsonb_build_object('url', url)
    || case when secret is null then '{}'::jsonb else jsonb_build_object('secret', '[hidden]') end;
alter table sink alter column settings set not null;
alter table sink drop column url;

-- Which signals are owed to the binding, what of them it is told, and how many attempts a second it may get.
alter table sink add column filter jsonb not null default '{}';
alter table sink add column fields jsonb not null default '{}';
alter table sink add column per_second double precision;

-- How fast a binding may be called, for all instances together: by its rate, its circuit breaker and what it asked for.
create table pace (
    sink_id    text        primary key references sink (sink_id),
    free_at    timestamptz not null,
    not_before timestamptz not null,
    failures   int         not null default 0
);
insert into pace (sink_id, free_at, not_before) select sink_id, now(), now() from sink;
