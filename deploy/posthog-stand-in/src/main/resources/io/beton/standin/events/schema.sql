CREATE TABLE IF NOT EXISTS captured_events (
    uuid UUID, event VARCHAR, properties VARCHAR, "timestamp" TIMESTAMP, created_at TIMESTAMP, distinct_id VARCHAR,
    elements_chain VARCHAR, "$session_id" VARCHAR, "$window_id" VARCHAR, person_id UUID, person_created_at TIMESTAMP,
    person_properties VARCHAR, person_mode VARCHAR,
    "$group_0" VARCHAR, "$group_1" VARCHAR, "$group_2" VARCHAR, "$group_3" VARCHAR, "$group_4" VARCHAR);
CREATE TABLE IF NOT EXISTS persons (id UUID, created_at TIMESTAMP, properties VARCHAR, is_identified BOOLEAN);
CREATE TABLE IF NOT EXISTS person_distinct_ids (distinct_id VARCHAR, person_id UUID);
CREATE TABLE IF NOT EXISTS person_overrides (old_person_id UUID, person_id UUID);
CREATE TABLE IF NOT EXISTS groups (index INTEGER, key VARCHAR, created_at TIMESTAMP, updated_at TIMESTAMP, properties VARCHAR);
CREATE TABLE IF NOT EXISTS group_types (index INTEGER, name VARCHAR, created_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS event_definitions (name VARCHAR, created_at TIMESTAMP, last_seen_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS property_definitions (defined_for VARCHAR, name VARCHAR, property_type VARCHAR);
CREATE TABLE IF NOT EXISTS event_properties (event VARCHAR, property VARCHAR);
