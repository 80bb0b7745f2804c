package io.beton.hypothesis.taxonomy;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.CountedEvents;
import java.util.Comparator;
import java.util.List;

/** The events that a company named itself and that were used in the measured days, the most frequent first. */
public final class CustomEvents {
    private static final String POSTHOGS_OWN = "$";

    private CustomEvents() {}

    public static List<Taxonomy.EventType> of(Taxonomy taxonomy) {
        return taxonomy.events().stream()
                .filter(event -> event.volume() > 0)
                .filter(event -> !event.name().isBlank() && !event.name().startsWith(POSTHOGS_OWN))
                .filter(event -> !CountedEvents.BOOKKEEPING.contains(event.name()))
                .sorted(Comparator.comparingLong(Taxonomy.EventType::volume)
                        .reversed()
                        .thenComparing(Taxonomy.EventType::name))
                .toList();
    }
}
