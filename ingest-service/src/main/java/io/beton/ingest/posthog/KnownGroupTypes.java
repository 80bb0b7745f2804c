package io.beton.ingest.posthog;

import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which column each kind of subject is for a connection, remembered for an hour, so that a poll does not ask each time.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: throws, and what was remembered stays.
 */
@ApplicationScoped
public class KnownGroupTypes {
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final PostHogSource source;
    private final Clock clock;
    private final Map<ConnectionId, Listed> known = new ConcurrentHashMap<>();

    KnownGroupTypes(PostHogSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The columns of these kinds, in their order; PostHog is asked where a type is not among the remembered ones. */
    public List<SubjectColumn> columns(Reading reading, Collection<Subject> kinds) {
        List<String> types =
                kinds.stream().flatMap(kind -> kind.groupType().stream()).toList();
        List<GroupType> listed = types.isEmpty() ? List.of() : listed(reading, types);
        return SourceFailure.refusing(
                () -> kinds.stream().map(kind -> SubjectColumn.of(kind, listed)).toList());
    }

    /** The number of a group type; one that PostHog does not know is a refusal. */
    public int index(Reading reading, Subject groups) {
        List<String> types = groups.groupType().stream().toList();
        return listed(reading, types).stream()
                .filter(known -> types.contains(known.name()))
                .findFirst()
                .orElseThrow(() -> new SourceFailure(
                        Cause.NOT_EXPRESSIBLE, "PostHog has no such group type in this project: " + types))
                .index();
    }

    private List<GroupType> listed(Reading reading, List<String> types) {
        ConnectionId connection = reading.account().orElseThrow();
        Listed remembered = known.get(connection);
        if (remembered == null || !remembered.has(types) || !clock.instant().isBefore(remembered.until)) {
            remembered = new Listed(
                    GroupTypes.read(source.all(reading, GroupTypes.PATH)),
                    clock.instant().plus(REMEMBERED));
            known.put(connection, remembered);
        }
        return remembered.types;
    }

    private record Listed(List<GroupType> types, Instant until) {
        boolean has(List<String> names) {
            return types.stream().map(GroupType::name).toList().containsAll(names);
        }
    }
}
