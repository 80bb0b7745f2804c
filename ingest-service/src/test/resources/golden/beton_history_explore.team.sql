-- beton_history_explore
-- {v0} = "invite_sent"
-- {v1} = "2026-01-01 00:00:00.000000"
-- {v2} = "2026-01-08 00:00:00.000001"
SELECT uuid, timestamp, created_at, if((event = {v0}), 1, 0) AS mask_0, `$group_0` FROM events WHERE timestamp >= toDateTime64({v1}, 6, 'UTC') AND timestamp < toDateTime64({v2}, 6, 'UTC') AND event IN ({v0}) AND `$group_0` != '' ORDER BY timestamp, uuid, created_at, timestamp, event LIMIT 50000
