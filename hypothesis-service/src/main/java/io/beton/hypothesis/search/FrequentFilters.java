package io.beton.hypothesis.search;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Selectors made of the values that many subjects share. PostHog's own properties are left out. */
final class FrequentFilters {
    private static final String POSTHOGS_OWN = "$";

    private FrequentFilters() {}

    /** Every event with every value of event properties; the most frequent value of each property first. */
    static List<Selector> ofEvents(List<Selector> events, Taxonomy taxonomy, int most) {
        return rounds(taxonomy.eventProperties(), Scope.EVENT, Optional.empty())
                .flatMap(filter -> events.stream().map(event -> with(event, filter)))
                .limit(most)
                .toList();
    }

    /** One event with every value of person properties, as they were then, and of the stable properties of groups. */
    static List<Selector> traits(Selector carrier, Taxonomy taxonomy, List<StableProperty> stable, int most) {
        Stream<PropertyFilter> persons = rounds(taxonomy.personProperties(), Scope.PERSON, Optional.empty());
        Stream<PropertyFilter> groups = taxonomy.groupTypes().stream()
                .flatMap(type -> rounds(
                        type.properties().stream()
                                .filter(property -> stable.contains(new StableProperty(type.name(), property.name())))
                                .toList(),
                        Scope.GROUP,
                        Optional.of(type.name())));
        return Stream.concat(persons, groups)
                .map(filter -> with(carrier, filter))
                .limit(most)
                .toList();
    }

    /** Whether a selector is about who does something, not about what is done. */
    static boolean trait(Selector selector) {
        return selector.where().stream().anyMatch(filter -> filter.scope() != Scope.EVENT);
    }

    private static Stream<PropertyFilter> rounds(
            List<Taxonomy.Property> properties, Scope scope, Optional<String> groupType) {
        List<Taxonomy.Property> own = properties.stream()
                .filter(property -> !property.name().startsWith(POSTHOGS_OWN))
                .toList();
        int longest = own.stream()
                .mapToInt(property -> property.values().size())
                .max()
                .orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(round -> own.stream()
                        .filter(property -> property.values().size() > round)
                        .map(property -> new PropertyFilter(
                                scope,
                                groupType,
                                property.name(),
                                Operator.EQ,
                                Optional.of(property.values().get(round)))));
    }

    private static Selector with(Selector event, PropertyFilter filter) {
        return new Selector(event.event(), List.of(filter));
    }
}
