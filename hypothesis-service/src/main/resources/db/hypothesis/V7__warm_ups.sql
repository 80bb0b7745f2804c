-- when the past of a live hypothesis was last asked for again, since the router lacked it
alter table hypothesis.hypothesis add column warm_asked_at timestamptz;
