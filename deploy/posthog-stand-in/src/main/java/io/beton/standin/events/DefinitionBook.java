package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Which events and properties were seen; the first value decides the type of a property.
 *
 * <p>Reads and writes: the tables event_definitions, property_definitions and event_properties.
 */
final class DefinitionBook {
    private static final Set<String> NEVER_DEFINED = Set.of("$set", "$set_once", "$unset", "$groups");
    private final Map<String, EventDefinition> events = new HashMap<>();
    private final Map<PropertyDefinition.Key, PropertyDefinition> properties = new HashMap<>();
    private final Map<String, Set<String>> eventProperties = new HashMap<>();
    private boolean changed;

    void seen(CapturedEvent event) {
        EventDefinition known = events.get(event.event());
        EventDefinition now = known == null
                ? new EventDefinition(event.event(), event.createdAt(), event.timestamp())
                : new EventDefinition(known.name(), known.createdAt(), later(known, event));
        changed |= !now.equals(known);
        events.put(event.event(), now);
        Set<String> used = eventProperties.computeIfAbsent(event.event(), fresh -> new HashSet<>());
        event.properties().properties().forEach(property -> {
            if (!NEVER_DEFINED.contains(property.getKey())) {
                changed |= used.add(property.getKey());
                define("event", property.getKey(), property.getValue());
            }
        });
        defineAll("person", event.properties().path("$set"));
        defineAll("person", event.properties().path("$set_once"));
    }

    private static java.time.Instant later(EventDefinition known, CapturedEvent event) {
        return known.lastSeenAt().isAfter(event.timestamp()) ? known.lastSeenAt() : event.timestamp();
    }

    void defineAll(String definedFor, JsonNode values) {
        values.properties().forEach(property -> define(definedFor, property.getKey(), property.getValue()));
    }

    private void define(String definedFor, String name, JsonNode value) {
        PropertyDefinition.Key key = new PropertyDefinition.Key(definedFor, name);
        PropertyDefinition known = properties.get(key);
        if (known == null || known.propertyType().isEmpty()) {
            PropertyDefinition now = new PropertyDefinition(definedFor, name, PropertyTypes.of(name, value));
            changed |= !now.equals(known);
            properties.put(key, now);
        }
    }

    /** What a person does in PostHog's data management: give a property another type. */
    void retype(String definedFor, String name, String propertyType) {
        PropertyDefinition definition = new PropertyDefinition(definedFor, name, Optional.of(propertyType));
        properties.put(definition.key(), definition);
        changed = true;
    }

    Optional<String> type(String definedFor, String name) {
        return Optional.ofNullable(properties.get(new PropertyDefinition.Key(definedFor, name)))
                .flatMap(PropertyDefinition::propertyType);
    }

    List<EventDefinition> events() {
        return List.copyOf(events.values());
    }

    List<PropertyDefinition> properties() {
        return List.copyOf(properties.values());
    }

    Set<String> propertiesOf(List<String> eventNames) {
        Set<String> used = new HashSet<>();
        eventNames.forEach(name -> used.addAll(eventProperties.getOrDefault(name, Set.of())));
        return used;
    }

    void store(DuckDBConnection connection) throws SQLException {
        if (!changed) {
            return;
        }
        for (String table : List.of("event_definitions", "property_definitions", "event_properties")) {
            Rows.execute(connection, "DELETE FROM " + table);
        }
        try (Rows rows = new Rows(connection, "event_definitions")) {
            for (EventDefinition event : events.values()) {
                rows.row(event.name(), event.createdAt(), event.lastSeenAt());
            }
        }
        try (Rows rows = new Rows(connection, "property_definitions")) {
            for (PropertyDefinition property : properties.values()) {
                rows.row(
                        property.definedFor(),
                        property.name(),
                        property.propertyType().orElse(""));
            }
        }
        try (Rows rows = new Rows(connection, "event_properties")) {
            for (Map.Entry<String, Set<String>> event : eventProperties.entrySet()) {
                for (String property : event.getValue()) {
                    rows.row(event.getKey(), property);
                }
            }
        }
        changed = false;
    }

    void load(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT name, created_at, last_seen_at FROM event_definitions");
            while (rows.next()) {
                String name = rows.getString(1);
                events.put(name, new EventDefinition(name, Rows.instant(rows, 2), Rows.instant(rows, 3)));
            }
            rows = statement.executeQuery("SELECT defined_for, name, property_type FROM property_definitions");
            while (rows.next()) {
                PropertyDefinition property = new PropertyDefinition(
                        rows.getString(1),
                        rows.getString(2),
                        Optional.of(rows.getString(3)).filter(type -> !type.isEmpty()));
                properties.put(property.key(), property);
            }
            rows = statement.executeQuery("SELECT event, property FROM event_properties");
            while (rows.next()) {
                eventProperties
                        .computeIfAbsent(rows.getString(1), fresh -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
    }
}
