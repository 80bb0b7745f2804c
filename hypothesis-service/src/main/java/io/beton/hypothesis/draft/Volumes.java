package io.beton.hypothesis.draft;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.CountedEvents;
import io.beton.model.hypothesis.Selector;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How much there is to read for a request, if its days are like those of which the taxonomy knows the volumes. */
final class Volumes {
    private static final long MEASURED_DAYS = 30;

    private final Taxonomy taxonomy;
    private final HistoryRequest request;

    Volumes(Taxonomy taxonomy, HistoryRequest request) {
        this.taxonomy = taxonomy;
        this.request = request;
    }

    /** Events that match one of the selectors. */
    long matched() {
        return volume(events());
    }

    /** All events that count as use of the product. */
    long counted() {
        return volume(taxonomy.events().stream().filter(Volumes::counts));
    }

    /** On how many days subjects were active, all subjects together; at most. */
    long activeDays(long events) {
        return subjects().stream()
                .map(subjects -> subjects * (request.windowDays() + 2L))
                .map(days -> Math.min(events, days))
                .findFirst()
                .orElse(events);
    }

    /** At least so many subjects: those of the event that most of them used in the measured days. */
    OptionalLong subjects() {
        Stream<Taxonomy.EventType> read =
                request.needsActivity() ? taxonomy.events().stream().filter(Volumes::counts) : events();
        return read.mapToLong(this::subjects).filter(subjects -> subjects > 0).max();
    }

    private long subjects(Taxonomy.EventType event) {
        return request.subject()
                .groupType()
                .map(type -> event.groups().getOrDefault(type, 0L))
                .orElse(event.subjects());
    }

    private Stream<Taxonomy.EventType> events() {
        Predicate<Taxonomy.EventType> read =
                request.selectors().stream().map(Volumes::names).reduce(nothing -> false, Predicate::or);
        return taxonomy.events().stream().filter(read);
    }

    private static Predicate<Taxonomy.EventType> names(Selector selector) {
        return selector.anyCounted() ? Volumes::counts : event -> event.name().equals(selector.event());
    }

    private static boolean counts(Taxonomy.EventType event) {
        return !CountedEvents.BOOKKEEPING.contains(event.name());
    }

    private long volume(Stream<Taxonomy.EventType> events) {
        return events.mapToLong(Taxonomy.EventType::volume).sum() * request.windowDays() / MEASURED_DAYS;
    }
}
