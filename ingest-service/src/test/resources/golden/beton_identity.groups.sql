-- beton_identity
-- {v0} = "domain"
-- {v1} = "it's \\ a {team}"
SELECT key AS subject, if(length(JSONExtractRaw(properties, {v0})) <= 1000, JSONExtractRaw(properties, {v0}), '') AS value_0 FROM groups WHERE index = 1 AND key IN ({v1}) LIMIT 1
