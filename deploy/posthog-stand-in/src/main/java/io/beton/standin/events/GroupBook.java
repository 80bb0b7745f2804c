package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * Group types in order of appearance (at most five) and the groups of each.
 *
 * <p>Reads and writes: the tables group_types and groups.
 */
final class GroupBook {
    private static final int MOST_TYPES = 5;
    private final Map<String, GroupType> types = new LinkedHashMap<>();
    private final Map<Key, Group> groups = new HashMap<>();
    private boolean typesChanged;
    private final Map<Key, Group> changed = new LinkedHashMap<>();

    private record Key(int index, String key) {}

    private record Group(Instant createdAt, Instant updatedAt, ObjectNode properties, boolean stored) {}

    Map<String, GroupType> types() {
        return Map.copyOf(types);
    }

    /** The position of a type; empty when there are five others already. */
    Optional<Integer> index(String type, Instant now) {
        if (!types.containsKey(type)) {
            if (types.size() == MOST_TYPES) {
                return Optional.empty();
            }
            types.put(type, new GroupType(type, types.size(), now));
            typesChanged = true;
        }
        return Optional.of(types.get(type).index());
    }

    /** What {@code $groupidentify} says about one group. */
    void identify(int index, String key, JsonNode properties, Instant timestamp, Instant now) {
        Key id = new Key(index, key);
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        Group group = groups.getOrDefault(id, new Group(timestamp, now, none, false));
        properties.properties().forEach(set -> group.properties().set(set.getKey(), set.getValue()));
        Group updated = new Group(group.createdAt(), now, group.properties(), group.stored());
        groups.put(id, updated);
        changed.put(id, updated);
    }

    void store(DuckDBConnection connection) throws SQLException {
        if (typesChanged) {
            Rows.execute(connection, "DELETE FROM group_types");
            try (Rows rows = new Rows(connection, "group_types")) {
                for (GroupType type : types.values()) {
                    rows.row(type.index(), type.name(), type.createdAt());
                }
            }
            typesChanged = false;
        }
        for (Map.Entry<Key, Group> entry : changed.entrySet()) {
            if (entry.getValue().stored()) {
                Rows.execute(
                        connection,
                        "DELETE FROM groups WHERE index = ? AND key = ?",
                        entry.getKey().index(),
                        entry.getKey().key());
            }
        }
        try (Rows rows = new Rows(connection, "groups")) {
            for (Map.Entry<Key, Group> entry : changed.entrySet()) {
                Group group = entry.getValue();
                rows.row(
                        entry.getKey().index(),
                        entry.getKey().key(),
                        group.createdAt(),
                        group.updatedAt(),
                        group.properties().toString());
                groups.put(entry.getKey(), new Group(group.createdAt(), group.updatedAt(), group.properties(), true));
            }
        }
        changed.clear();
    }

    void load(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT index, name, created_at FROM group_types ORDER BY index")) {
            while (rows.next()) {
                types.put(rows.getString(2), new GroupType(rows.getString(2), rows.getInt(1), Rows.instant(rows, 3)));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT index, key, created_at, updated_at, properties FROM groups")) {
            while (rows.next()) {
                groups.put(
                        new Key(rows.getInt(1), rows.getString(2)),
                        new Group(Rows.instant(rows, 3), Rows.instant(rows, 4), Rows.json(rows.getString(5)), true));
            }
        }
    }
}
