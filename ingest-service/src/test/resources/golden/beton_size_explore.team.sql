-- beton_size_explore
-- {v0} = "invite_sent"
-- {v1} = "2026-01-01 00:00:00.000000"
-- {v2} = "2026-01-08 00:00:00.000001"
SELECT countIf(event IN ({v0})) AS matched, count() AS total, uniq(`$group_0`) AS subjects FROM events WHERE timestamp >= toDateTime64({v1}, 6, 'UTC') AND timestamp < toDateTime64({v2}, 6, 'UTC') AND (event IN ({v0})) AND `$group_0` != ''
