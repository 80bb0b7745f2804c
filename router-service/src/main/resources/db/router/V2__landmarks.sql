-- Up to when everything that came to the source has been read, for the subjects of one kind and partition.
create table arrived (
    connection_id text   not null,
    group_type    text   not null,
    partition     int    not null,
    until         bigint not null,
    primary key (connection_id, group_type, partition)
);

-- Up to when everything must be known for the subject to be judged again although nothing came, in microseconds.
alter table subject_state add column due bigint;
create index subject_state_due on subject_state (partition, due) where due is not null;
