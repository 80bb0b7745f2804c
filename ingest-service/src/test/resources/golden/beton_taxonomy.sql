-- beton_taxonomy
-- {v0} = "2026-01-01 00:00:00.000000"
-- {v1} = "2026-01-08 00:00:00.000001"
SELECT event, count() AS volume, uniq(person_id) AS subjects, uniqIf(`$group_0`, `$group_0` != ''), uniqIf(`$group_1`, `$group_1` != '') FROM events WHERE timestamp >= toDateTime64({v0}, 6, 'UTC') AND timestamp < toDateTime64({v1}, 6, 'UTC') GROUP BY event ORDER BY volume DESC, event LIMIT 50000
