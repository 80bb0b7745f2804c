-- Since when the history that made a partition warm leaves nothing out: the time of the approval, or of the resuming after
-- a pause, that asked for it, in microseconds. What is there already was asked for by the approval that still holds.
alter table warm add column since bigint not null default 9223372036854775807;
alter table warm alter column since drop default;
