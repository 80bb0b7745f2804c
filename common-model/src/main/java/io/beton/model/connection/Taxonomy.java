package io.beton.model.connection;

import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.util.List;

/** What event and property names a connection has been seen to use. Volumes are of the last 30 days before asOf. */
public record Taxonomy(
        ConnectionId connectionId,
        Instant readAt,
        List<EventType> events,
        List<Property> eventProperties,
        List<Property> personProperties,
        List<GroupType> groupTypes) {
    public Taxonomy {
        events = List.copyOf(events);
        eventProperties = List.copyOf(eventProperties);
        personProperties = List.copyOf(personProperties);
        groupTypes = List.copyOf(groupTypes);
    }

    /** An event name with how often and by how many persons it was used in the measured days. */
    public record EventType(String name, long volume, long subjects) {}

    /** @param type PostHog's property type, or empty where it knows none */
    public record Property(String name, String type) {}

    public record GroupType(String name, int index) {}
}
