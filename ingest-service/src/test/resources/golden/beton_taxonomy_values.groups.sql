-- beton_taxonomy_values
-- {v0} = "String"
-- {v1} = "role"
-- {v2} = "k`i\\nd {v1}' ü"
-- {v3} = "@|[?].*=|([0-9][ ()./-]?){7}|[0-9a-fA-F-]{16}|^[0-9]{1,3}([.][0-9]{1,3}){3}$"
SELECT property, value, count() AS times FROM (SELECT tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value, subject FROM (SELECT arrayJoin(JSONExtractKeysAndValues(properties, {v0})) AS pair, key AS subject FROM groups WHERE index = 1) WHERE property IN ({v1}, {v2}) AND value != '') WHERE property IN (SELECT property FROM (SELECT tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value, subject FROM (SELECT arrayJoin(JSONExtractKeysAndValues(properties, {v0})) AS pair, key AS subject FROM groups WHERE index = 1) WHERE property IN ({v1}, {v2}) AND value != '') GROUP BY property HAVING uniq(value) <= 20) AND length(value) <= 60 AND NOT match(value, {v3}) GROUP BY property, value HAVING uniq(subject) >= 5 ORDER BY property, times DESC, value LIMIT 40
