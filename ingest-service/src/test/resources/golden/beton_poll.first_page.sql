-- beton_poll
-- {v0} = "invite_sent"
-- {v1} = "2026-01-01 00:00:00.000000"
-- {v2} = "2026-01-08 00:00:00.000001"
-- {v3} = "2025-12-29 00:00:00.000000"
-- {v4} = 259200
SELECT uuid, timestamp, created_at, if((event = {v0}), 1, 0) AS mask_0, person_id FROM events WHERE created_at >= toDateTime64({v1}, 6, 'UTC') AND created_at < toDateTime64({v2}, 6, 'UTC') AND timestamp >= toDateTime64({v3}, 6, 'UTC') AND timestamp >= created_at - toIntervalSecond({v4}) AND event IN ({v0}) ORDER BY created_at, uuid, created_at, timestamp, event LIMIT 50000
