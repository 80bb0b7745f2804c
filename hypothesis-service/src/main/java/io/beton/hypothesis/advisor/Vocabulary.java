package io.beton.hypothesis.advisor;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.CountedEvents;
import java.util.Comparator;
import java.util.List;

/**
 * The names that a model is told, and may use. Names are whatever a customer's pages sent, so those that are overlong are
 * left out; they are never cut, which would make them other names.
 */
record Vocabulary(
        List<Taxonomy.EventType> events,
        List<Taxonomy.Property> eventProperties,
        List<Taxonomy.Property> personProperties) {
    private static final int MOST_EVENTS = 200;
    private static final int MOST_PROPERTIES = 100;
    private static final int MOST_VALUES = 10;
    private static final int LONGEST = 200;
    private static final int LONGEST_VALUE = 60;

    static Vocabulary of(Taxonomy taxonomy) {
        List<Taxonomy.EventType> events = taxonomy.events().stream()
                .filter(event -> event.volume() > 0)
                .filter(event -> fits(event.name(), LONGEST) && !CountedEvents.BOOKKEEPING.contains(event.name()))
                .sorted(Comparator.comparingLong(Taxonomy.EventType::volume).reversed())
                .limit(MOST_EVENTS)
                .toList();
        return new Vocabulary(events, offered(taxonomy.eventProperties()), offered(taxonomy.personProperties()));
    }

    boolean hasEvent(String name) {
        return events.stream().anyMatch(event -> event.name().equals(name));
    }

    boolean hasEventProperty(String name) {
        return has(eventProperties, name);
    }

    boolean hasPersonProperty(String name) {
        return has(personProperties, name);
    }

    private static boolean has(List<Taxonomy.Property> properties, String name) {
        return properties.stream().anyMatch(property -> property.name().equals(name));
    }

    private static List<Taxonomy.Property> offered(List<Taxonomy.Property> properties) {
        return properties.stream()
                .filter(property -> fits(property.name(), LONGEST))
                .limit(MOST_PROPERTIES)
                .map(property -> new Taxonomy.Property(property.name(), property.type(), values(property)))
                .toList();
    }

    private static List<String> values(Taxonomy.Property property) {
        return property.values().stream()
                .filter(value -> fits(value, LONGEST_VALUE))
                .limit(MOST_VALUES)
                .toList();
    }

    private static boolean fits(String text, int longest) {
        return !text.isBlank() && text.length() <= longest;
    }
}
