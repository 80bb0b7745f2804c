package io.beton.hypothesis.draft;

import io.beton.hypothesis.taxonomy.CustomEvents;
import io.beton.hypothesis.taxonomy.NearNames;
import io.beton.model.connection.Taxonomy;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A name that a person wrote and that PostHog has not been seen to use.
 *
 * @param member where it stands
 * @param kind what it should be a name of
 * @param meant what may have been meant, the nearest first
 * @param instead what else can be said where nothing is near
 */
record UnknownName(String member, String kind, String name, List<String> meant, String instead) {
    private static final int SHOWN = 5;

    static UnknownName event(String member, String name, Taxonomy taxonomy) {
        List<String> meant = NearNames.of(
                name, taxonomy.events().stream().map(Taxonomy.EventType::name).toList());
        String used = CustomEvents.of(taxonomy).stream()
                .limit(SHOWN)
                .map(event -> "`" + event.name() + "`")
                .collect(Collectors.joining(", "));
        return new UnknownName(member, "event", name, meant, used.isEmpty() ? "" : "; the most used are " + used);
    }

    static UnknownName property(String member, String kind, String name, List<Taxonomy.Property> known) {
        List<String> meant =
                NearNames.of(name, known.stream().map(Taxonomy.Property::name).toList());
        return new UnknownName(member, kind, name, meant, "");
    }

    /** What is wrong, and what would be right. */
    String said() {
        return "no " + kind + " `" + name + "` has been seen in this project"
                + (meant.isEmpty() ? instead + "." : "; did you mean " + quoted() + "?");
    }

    private String quoted() {
        return meant.stream().map(near -> "`" + near + "`").collect(Collectors.joining(" or "));
    }
}
