-- beton_taxonomy_values
-- {v0} = "String"
-- {v1} = "2026-01-01 00:00:00.000000"
-- {v2} = "2026-01-08 00:00:00.000001"
-- {v3} = "role"
-- {v4} = "k`i\\nd {v1}' ü"
-- {v5} = "@|[?].*=|([0-9][ ()./-]?){7}|[0-9a-fA-F-]{16}|^[0-9]{1,3}([.][0-9]{1,3}){3}$"
SELECT property, value, count() AS times FROM (SELECT tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value, subject FROM (SELECT arrayJoin(JSONExtractKeysAndValues(person.properties, {v0})) AS pair, person_id AS subject FROM events WHERE timestamp >= toDateTime64({v1}, 6, 'UTC') AND timestamp < toDateTime64({v2}, 6, 'UTC')) WHERE property IN ({v3}, {v4}) AND value != '') WHERE property IN (SELECT property FROM (SELECT tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value, subject FROM (SELECT arrayJoin(JSONExtractKeysAndValues(person.properties, {v0})) AS pair, person_id AS subject FROM events WHERE timestamp >= toDateTime64({v1}, 6, 'UTC') AND timestamp < toDateTime64({v2}, 6, 'UTC')) WHERE property IN ({v3}, {v4}) AND value != '') GROUP BY property HAVING uniq(value) <= 20) AND length(value) <= 60 AND NOT match(value, {v5}) GROUP BY property, value HAVING uniq(subject) >= 5 ORDER BY property, times DESC, value LIMIT 40
