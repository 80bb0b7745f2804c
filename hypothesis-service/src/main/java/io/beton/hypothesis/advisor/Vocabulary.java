package io.beton.hypothesis.advisor;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.CountedEvents;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The names and values that a model is told, and may use. They are whatever a customer's pages sent, so those that are
 * overlong, or have characters that nobody sees, are left out; they are never cut, which would make them others.
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

    Optional<Taxonomy.Property> eventProperty(String name) {
        return named(name, eventProperties);
    }

    Optional<Taxonomy.Property> personProperty(String name) {
        return named(name, personProperties);
    }

    private static Optional<Taxonomy.Property> named(String name, List<Taxonomy.Property> properties) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
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
        return !text.isBlank() && text.length() <= longest && ModelText.isShown(text);
    }
}
