package io.beton.router.sink;

import io.beton.model.InvalidMember;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What is told of a subject besides its id, so that its source has to be asked for it at each attempt. */
public record Wanted(Set<String> properties, boolean distinctId) {
    static final String PROPERTY = "subject.properties.";
    static final String DISTINCT_ID = "subject.distinct_id";
    private static final Wanted NOTHING = new Wanted(Set.of(), false);
    private static final int MOST = 20;

    public Wanted {
        properties = Set.copyOf(properties);
        InvalidMember.check(
                properties.size() <= MOST,
                "fields",
                "a sink must not tell more than " + MOST + " properties of a subject");
    }

    /** What a member of a template wants. */
    static Wanted by(String member) {
        return member.startsWith(PROPERTY)
                ? new Wanted(Set.of(member.substring(PROPERTY.length())), false)
                : new Wanted(Set.of(), member.equals(DISTINCT_ID));
    }

    static Wanted all(Collection<Wanted> several) {
        return several.stream().reduce(NOTHING, Wanted::and);
    }

    private Wanted and(Wanted other) {
        Set<String> all = new HashSet<>(properties);
        all.addAll(other.properties);
        return new Wanted(all, distinctId || other.distinctId);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }
}
