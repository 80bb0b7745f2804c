package io.beton.model.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What event and property names a connection has been seen to use. Volumes are of the last 30 days before asOf, or of
 * fewer where PostHog finds that too much to count.
 */
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

    /** The same without the values of any property. */
    public Taxonomy withoutValues() {
        return new Taxonomy(
                connectionId,
                readAt,
                events,
                eventProperties.stream().map(Property::withoutValues).toList(),
                personProperties.stream().map(Property::withoutValues).toList(),
                groupTypes.stream().map(GroupType::withoutValues).toList());
    }

    /**
     * An event name with how often it was used in the measured days.
     *
     * @param subjects how many persons used it
     * @param groups how many groups of each type used it, by the type's name
     */
    public record EventType(
            String name,
            long volume,
            long subjects,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> groups) {
        @JsonCreator
        public EventType {
            groups = groups == null ? Map.of() : Map.copyOf(groups);
        }

        public EventType(String name, long volume, long subjects) {
            this(name, volume, subjects, Map.of());
        }
    }

    /**
     * A property of events, persons or the groups of one type.
     *
     * @param type PostHog's property type, or empty where it knows none
     * @param values those that many subjects share, the most frequent first; none where values differ too much, or are
     *     not to be known
     */
    public record Property(
            String name,
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values) {
        @JsonCreator
        public Property {
            values = values == null ? List.of() : List.copyOf(values);
        }

        public Property(String name, String type) {
            this(name, type, List.of());
        }

        private Property withoutValues() {
            return new Property(name, type);
        }
    }

    public record GroupType(
            String name,
            int index,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Property> properties) {
        @JsonCreator
        public GroupType {
            properties = properties == null ? List.of() : List.copyOf(properties);
        }

        public GroupType(String name, int index) {
            this(name, index, List.of());
        }

        private GroupType withoutValues() {
            return new GroupType(
                    name,
                    index,
                    properties.stream().map(Property::withoutValues).toList());
        }
    }
}
