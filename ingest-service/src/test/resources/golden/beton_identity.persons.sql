-- beton_identity
-- {v0} = "email"
-- {v1} = "k`i\\nd {v1}' ü"
-- {v2} = "0190a5e0-0000-0000-0000-000000000002"
-- {v3} = "0190a5e0-0000-0000-0000-000000000003"
SELECT toString(id) AS subject, if(length(JSONExtractRaw(properties, {v0})) <= 1000, JSONExtractRaw(properties, {v0}), '') AS value_0, if(length(JSONExtractRaw(properties, {v1})) <= 1000, JSONExtractRaw(properties, {v1}), '') AS value_1 FROM persons WHERE id IN (toUUID({v2}), toUUID({v3})) LIMIT 2
