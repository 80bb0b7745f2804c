package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * All persons by distinct id, and how events create, identify and merge them.
 *
 * <p>Reads and writes: the tables persons, person_distinct_ids and person_overrides.
 */
final class PersonBook {
    private final Map<String, Person> byDistinctId = new HashMap<>();
    private final Map<UUID, List<String>> distinctIds = new HashMap<>();
    private final Set<UUID> stored = new LinkedHashSet<>();
    private final Map<UUID, Person> changed = new LinkedHashMap<>();
    private final Map<String, UUID> newDistinctIds = new LinkedHashMap<>();
    private final List<UUID[]> merges = new ArrayList<>();

    Optional<Person> find(String distinctId) {
        return Optional.ofNullable(byDistinctId.get(distinctId));
    }

    Person findOrCreate(String distinctId, Instant firstSeen) {
        Person known = byDistinctId.get(distinctId);
        if (known != null) {
            return known;
        }
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        Person person = new Person(idOf(distinctId), firstSeen, none, false);
        attach(distinctId, person);
        changed.put(person.id(), person);
        return person;
    }

    /** The person id that a distinct id alone leads to. */
    static UUID idOf(String distinctId) {
        return UUID.nameUUIDFromBytes(("person:" + distinctId).getBytes(StandardCharsets.UTF_8));
    }

    void update(Person person, JsonNode properties) {
        if (person.update(properties)) {
            changed.put(person.id(), person);
        }
    }

    void identify(Person person) {
        if (person.identify()) {
            changed.put(person.id(), person);
        }
    }

    /**
     * Makes both distinct ids lead to one person, the one of {@code into}. A person who was identified already is only
     * merged away when {@code force} is set.
     */
    Person merge(String into, String other, Instant firstSeen, boolean force) {
        Optional<Person> otherPerson = find(other);
        if (find(into).isEmpty()
                && otherPerson.isPresent()
                && (force || !otherPerson.get().identified())) {
            attach(into, otherPerson.get());
            return otherPerson.get();
        }
        Person person = findOrCreate(into, firstSeen);
        if (otherPerson.isEmpty()) {
            attach(other, person);
        } else if (otherPerson.get() != person && (force || !otherPerson.get().identified())) {
            mergeAway(otherPerson.get(), person);
        }
        return person;
    }

    private void mergeAway(Person gone, Person person) {
        person.absorb(gone);
        changed.put(person.id(), person);
        changed.remove(gone.id());
        List.copyOf(distinctIds.getOrDefault(gone.id(), List.of())).forEach(id -> attach(id, person));
        distinctIds.remove(gone.id());
        merges.add(new UUID[] {gone.id(), person.id()});
    }

    private void attach(String distinctId, Person person) {
        byDistinctId.put(distinctId, person);
        distinctIds.computeIfAbsent(person.id(), fresh -> new ArrayList<>()).add(distinctId);
        newDistinctIds.put(distinctId, person.id());
    }

    /** Writes what changed since the last time. */
    void store(DuckDBConnection connection) throws SQLException {
        for (UUID[] merge : merges) {
            Rows.execute(
                    connection, "UPDATE person_overrides SET person_id = ? WHERE person_id = ?", merge[1], merge[0]);
            Rows.execute(connection, "INSERT INTO person_overrides VALUES (?, ?)", merge[0], merge[1]);
            Rows.execute(connection, "DELETE FROM persons WHERE id = ?", merge[0]);
            Rows.execute(connection, "DELETE FROM person_distinct_ids WHERE person_id = ?", merge[0]);
            stored.remove(merge[0]);
        }
        Rows.delete(
                connection,
                "persons",
                "id",
                changed.keySet().stream().filter(stored::contains).toList());
        try (Rows rows = new Rows(connection, "persons")) {
            for (Person person : changed.values()) {
                rows.row(person.id(), person.createdAt(), person.propertiesText(), person.identified());
            }
        }
        try (Rows rows = new Rows(connection, "person_distinct_ids")) {
            for (Map.Entry<String, UUID> entry : newDistinctIds.entrySet()) {
                rows.row(entry.getKey(), entry.getValue());
            }
        }
        stored.addAll(changed.keySet());
        changed.clear();
        newDistinctIds.clear();
        merges.clear();
    }

    /** Reads all persons back after a restart. */
    void load(DuckDBConnection connection) throws SQLException {
        Map<UUID, Person> byId = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT id, created_at, properties, is_identified FROM persons")) {
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                byId.put(id, new Person(id, Rows.instant(rows, 2), Rows.json(rows.getString(3)), rows.getBoolean(4)));
            }
        }
        stored.addAll(byId.keySet());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT distinct_id, person_id FROM person_distinct_ids")) {
            while (rows.next()) {
                attach(rows.getString(1), byId.get(rows.getObject(2, UUID.class)));
            }
        }
        newDistinctIds.clear();
    }
}
