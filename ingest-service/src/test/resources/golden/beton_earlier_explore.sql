-- beton_earlier_explore
-- {v0} = "2026-01-01 00:00:00.000000"
-- {v1} = "2026-01-08 00:00:00.000001"
-- {v2} = "invite_sent"
SELECT `$group_0`, min(timestamp) AS first FROM events WHERE timestamp >= toDateTime64({v0}, 6, 'UTC') AND timestamp < toDateTime64({v1}, 6, 'UTC') AND (event = {v2}) AND `$group_0` != '' GROUP BY `$group_0` ORDER BY `$group_0` LIMIT 50000
