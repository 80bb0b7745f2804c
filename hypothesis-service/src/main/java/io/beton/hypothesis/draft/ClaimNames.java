package io.beton.hypothesis.draft;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks up in a taxonomy what a claim names. */
final class ClaimNames {
    private final List<PlacedSelector> selectors;
    private final Taxonomy taxonomy;

    ClaimNames(Claim claim, Taxonomy taxonomy) {
        this.selectors = PlacedSelector.of(claim);
        this.taxonomy = taxonomy;
    }

    List<UnknownName> unknownEvents() {
        return selectors.stream()
                .filter(placed -> !placed.selector().anyCounted())
                .filter(placed -> type(placed.selector()).isEmpty())
                .map(placed -> UnknownName.event(
                        placed.member() + ".event", placed.selector().event(), taxonomy))
                .toList();
    }

    /** Events that are there, but that nobody used of late. */
    List<PlacedSelector> unusedEvents() {
        return selectors.stream()
                .filter(placed -> type(placed.selector())
                        .filter(event -> event.volume() == 0)
                        .isPresent())
                .toList();
    }

    /** PostHog also computes properties that it does not list, so that such a name is not certainly wrong. */
    List<UnknownName> unknownProperties() {
        return selectors.stream().flatMap(this::unknownProperties).toList();
    }

    private Stream<UnknownName> unknownProperties(PlacedSelector placed) {
        List<PropertyFilter> filters = placed.selector().where();
        return IntStream.range(0, filters.size())
                .boxed()
                .flatMap(place -> unknown(placed.member() + ".where." + place, filters.get(place)).stream());
    }

    private Optional<UnknownName> unknown(String member, PropertyFilter filter) {
        List<Taxonomy.Property> known =
                switch (filter.scope()) {
                    case EVENT -> taxonomy.eventProperties();
                    case PERSON -> taxonomy.personProperties();
                    case GROUP -> groupProperties(filter.groupType().orElseThrow());
                };
        // where none is known, the key may not read them
        boolean unknown = !known.isEmpty()
                && known.stream().noneMatch(property -> property.name().equals(filter.property()));
        String kind = "property of " + filter.scope().name().toLowerCase(Locale.ROOT) + "s";
        return unknown
                ? Optional.of(UnknownName.property(member + ".property", kind, filter.property(), known))
                : Optional.empty();
    }

    private List<Taxonomy.Property> groupProperties(String type) {
        List<Taxonomy.Property> properties = new ArrayList<>();
        taxonomy.groupTypes().stream()
                .filter(group -> group.name().equals(type))
                .forEach(group -> properties.addAll(group.properties()));
        return properties;
    }

    private Optional<Taxonomy.EventType> type(Selector selector) {
        return taxonomy.events().stream()
                .filter(event -> event.name().equals(selector.event()))
                .findFirst();
    }
}
