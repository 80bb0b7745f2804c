-- beton_identity
-- {v0} = "0190a5e0-0000-0000-0000-000000000002"
-- {v1} = "0190a5e0-0000-0000-0000-000000000003"
SELECT toString(person_id) AS subject, min(distinct_id) AS first_id FROM person_distinct_ids WHERE person_id IN (toUUID({v0}), toUUID({v1})) GROUP BY person_id LIMIT 2
