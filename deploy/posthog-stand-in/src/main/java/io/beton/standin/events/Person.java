package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** A person while events change it; the text of its properties is kept so that events can share it. */
final class Person {
    private final UUID id;
    private Instant createdAt;
    private final ObjectNode properties;
    private boolean identified;
    private String text;

    Person(UUID id, Instant createdAt, ObjectNode properties, boolean identified) {
        this.id = id;
        this.createdAt = createdAt;
        this.properties = properties;
        this.identified = identified;
        this.text = properties.toString();
    }

    UUID id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean identified() {
        return identified;
    }

    String propertiesText() {
        return text;
    }

    boolean identify() {
        boolean changed = !identified;
        identified = true;
        return changed;
    }

    /** {@code $set}, {@code $set_once} and {@code $unset} of one event; true if anything changed. */
    boolean update(JsonNode event) {
        if (!event.has("$set") && !event.has("$set_once") && !event.has("$unset")) {
            return false;
        }
        event.path("$set").properties().forEach(set -> properties.set(set.getKey(), set.getValue()));
        event.path("$set_once").properties().forEach(set -> properties.putIfAbsent(set.getKey(), set.getValue()));
        event.path("$unset").forEach(name -> properties.remove(name.asText()));
        return refresh();
    }

    /** Takes over what the other person had and this one has not. */
    void absorb(Person other) {
        other.properties.properties().forEach(had -> properties.putIfAbsent(had.getKey(), had.getValue()));
        createdAt = createdAt.isAfter(other.createdAt) ? other.createdAt : createdAt;
        identified = true;
        refresh();
    }

    private boolean refresh() {
        String before = text;
        text = properties.toString();
        return !before.equals(text);
    }
}
