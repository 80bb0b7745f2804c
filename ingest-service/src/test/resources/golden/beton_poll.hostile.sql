-- beton_poll
-- {v0} = "it's \\ {v0} `tick` \"quoted\"\n') OR 1=1 --"
-- {v1} = "k`i\\nd {v1}' ü"
-- {v2} = "^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$"
-- {v3} = "'; DROP TABLE x"
-- {v4} = "2026-01-01 00:00:00.000000"
-- {v5} = "2026-01-08 00:00:00.000001"
-- {v6} = "2025-12-29 00:00:00.000000"
-- {v7} = 259200
SELECT uuid, timestamp, created_at, if((event = {v0} AND if((ifNull(JSONExtractString(properties, {v1}), '') != '' AND ifNull(JSONExtractString(properties, {v1}), '') = {v3}), 1, 0) = 0), 1, 0) AS mask_0, person_id FROM events WHERE created_at >= toDateTime64({v4}, 6, 'UTC') AND created_at < toDateTime64({v5}, 6, 'UTC') AND timestamp >= toDateTime64({v6}, 6, 'UTC') AND timestamp >= created_at - toIntervalSecond({v7}) AND event IN ({v0}) AND ((event = {v0} AND if((ifNull(JSONExtractString(properties, {v1}), '') != '' AND ifNull(JSONExtractString(properties, {v1}), '') = {v3}), 1, 0) = 0)) ORDER BY created_at, uuid, created_at, timestamp, event LIMIT 50000
