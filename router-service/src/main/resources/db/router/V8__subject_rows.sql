-- A router of before may still run: what it commits is copied, and nothing comes once the copy has begun.
lock table subject_state in access exclusive mode;

-- Numbers stand for hypothesis versions in stored states; they are so high that no length looks like one. Versions of one
-- home are stored together; what was stored before there were homes stays by itself.
create table state_home (
    home          int  generated always as identity primary key,
    connection_id text not null,
    group_type    text not null,
    unique (connection_id, group_type)
);
create table state_version (
    number        int  generated always as identity (start with 1073741824) primary key,
    hypothesis_id text not null,
    version       int  not null,
    home          int  not null,
    unique (hypothesis_id, version)
);
insert into state_version (hypothesis_id, version, home)
select hypothesis_id, version, nextval(pg_get_serial_sequence('state_home', 'home'))
from (select distinct hypothesis_id, version from subject_state) stored;

-- All that is known of a subject, in one row; the form is SubjectRow's. due is no later than the first due of its states.
-- Room is left in each page, so that a row that changes need not move; then the old one goes without a vacuum.
create table subject_row (
    home      int              not null,
    partition int              not null,
    subject   text collate "C" not null,
    states    bytea            not null,
    due       bigint,
    primary key (home, partition, subject)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.5);
insert into subject_row (home, partition, subject, states, due)
select v.home, s.partition, s.subject,
       '\x01'::bytea || int4send(v.number)
           || case when s.due is null then int4send(length(s.state)) else int4send(-length(s.state)) || int8send(s.due) end
           || s.state,
       s.due
from subject_state s join state_version v using (hypothesis_id, version);
drop table subject_state;
create index subject_row_due on subject_row (home, partition, due) where due is not null;
