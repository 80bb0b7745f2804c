-- whether a person asked that who fired before an approval, or before going on after a pause, is signalled too
alter table hypothesis.audit add column backfill boolean not null default false;
