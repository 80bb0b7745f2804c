package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;

/**
 * Takes events in, as PostHog's ingestion does: persons, merges, groups and definitions follow from what is sent.
 *
 * <p>Writes: every table of the database, one transaction a call. On failure: nothing of the call is stored.
 */
public final class Events {
    private final EventDatabase database;
    private final AtomicLong count = new AtomicLong();
    private PersonBook persons = new PersonBook();
    private GroupBook groups = new GroupBook();
    private DefinitionBook definitions = new DefinitionBook();

    public Events(EventDatabase database) {
        this.database = database;
        database.write(this::reload);
    }

    private synchronized void reload(DuckDBConnection connection) throws SQLException {
        persons = new PersonBook();
        groups = new GroupBook();
        definitions = new DefinitionBook();
        persons.load(connection);
        groups.load(connection);
        definitions.load(connection);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM captured_events")) {
            rows.next();
            count.set(rows.getLong(1));
        }
    }

    /** Stores the events in the order given; persons are as known at each event. */
    public void accept(Iterator<CapturedEvent> events) {
        try {
            database.write(connection -> store(events, connection));
        } catch (RuntimeException failure) {
            database.write(this::reload);
            throw failure;
        }
    }

    public void accept(List<CapturedEvent> events) {
        accept(events.iterator());
    }

    /** Makes events in the database itself. */
    public void generate(GeneratedEvents generated) {
        database.write(generated::store);
        database.write(this::reload);
    }

    public long count() {
        return count.get();
    }

    private synchronized void store(Iterator<CapturedEvent> events, DuckDBConnection connection) throws SQLException {
        long stored = 0;
        try (Rows rows = new Rows(connection, "captured_events")) {
            while (events.hasNext()) {
                append(rows, events.next());
                stored++;
            }
        }
        persons.store(connection);
        groups.store(connection);
        definitions.store(connection);
        count.addAndGet(stored);
    }

    private void append(Rows rows, CapturedEvent event) throws SQLException {
        ObjectNode properties = event.properties();
        definitions.seen(event);
        String[] groupKeys = groupKeys(event);
        boolean personless = properties.path("$process_person_profile").isBoolean()
                && !properties.path("$process_person_profile").asBoolean();
        Optional<Person> known = personless ? persons.find(event.distinctId()) : Optional.of(person(event));
        rows.row(
                event.uuid(),
                event.event(),
                properties.toString(),
                event.timestamp(),
                event.createdAt(),
                event.distinctId(),
                properties.path("$elements_chain").asText(""),
                text(properties, "$session_id"),
                text(properties, "$window_id"),
                known.map(Person::id).orElseGet(() -> PersonBook.idOf(event.distinctId())),
                known.map(Person::createdAt).orElse(Instant.EPOCH),
                known.map(Person::propertiesText).orElse("{}"),
                known.isEmpty() ? "propertyless" : personless ? "force_upgrade" : "full",
                groupKeys[0],
                groupKeys[1],
                groupKeys[2],
                groupKeys[3],
                groupKeys[4]);
    }

    private Person person(CapturedEvent event) {
        JsonNode properties = event.properties();
        Optional<String> merged =
                switch (event.event()) {
                    case "$identify" -> Optional.ofNullable(text(properties, "$anon_distinct_id"));
                    case "$create_alias", "$merge_dangerously" -> Optional.ofNullable(text(properties, "alias"));
                    default -> Optional.empty();
                };
        boolean force = !event.event().equals("$identify");
        Person person = merged.filter(other -> !other.isBlank() && !other.equals(event.distinctId()))
                .map(other -> persons.merge(event.distinctId(), other, event.timestamp(), force))
                .orElseGet(() -> persons.findOrCreate(event.distinctId(), event.timestamp()));
        if (event.event().equals("$identify")) {
            persons.identify(person);
        }
        persons.update(person, properties);
        return person;
    }

    private String[] groupKeys(CapturedEvent event) {
        String[] keys = {"", "", "", "", ""};
        Iterator<Map.Entry<String, JsonNode>> sent =
                event.properties().path("$groups").properties().iterator();
        while (sent.hasNext()) {
            Map.Entry<String, JsonNode> group = sent.next();
            groups.index(group.getKey(), event.createdAt())
                    .ifPresent(index -> keys[index] = group.getValue().asText());
        }
        if (event.event().equals("$groupidentify")) {
            JsonNode properties = event.properties();
            groups.index(properties.path("$group_type").asText(), event.createdAt())
                    .ifPresent(index -> {
                        JsonNode set = properties.path("$group_set");
                        groups.identify(
                                index,
                                properties.path("$group_key").asText(),
                                set,
                                event.timestamp(),
                                event.createdAt());
                        definitions.defineAll("group_" + index, set);
                    });
        }
        return keys;
    }

    private static String text(JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    public synchronized Map<String, GroupType> groupTypes() {
        return groups.types();
    }

    public synchronized List<EventDefinition> eventDefinitions() {
        return definitions.events();
    }

    public synchronized List<PropertyDefinition> propertyDefinitions() {
        return definitions.properties();
    }

    public synchronized Set<String> propertiesOf(List<String> eventNames) {
        return definitions.propertiesOf(eventNames);
    }

    public synchronized Optional<String> propertyType(String definedFor, String name) {
        return definitions.type(definedFor, name);
    }

    /** Gives a property another type, as a person can in PostHog. */
    public void retype(String definedFor, String name, String propertyType) {
        database.write(connection -> {
            synchronized (this) {
                definitions.retype(definedFor, name, propertyType);
                definitions.store(connection);
            }
        });
    }
}
