-- What a delivery came of, where it is traced: a W3C traceparent.
alter table delivery add column traceparent text;
