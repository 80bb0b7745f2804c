package io.beton.ingest.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.IdentityQuery;
import io.beton.ingest.posthog.KnownGroupTypes;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.RowReader;
import io.beton.model.hogql.HogQl;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.Identities;
import io.beton.model.identity.IdentityQuestion;
import io.beton.model.identity.SubjectIdentity;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks PostHog who subjects are: all of one question in one query, and one more where distinct ids are wanted.
 *
 * <p>Reads: PostHog. Writes: nothing; the answer is handed on and forgotten. On failure: throws, and nothing is told.
 */
@Singleton
final class IdentityLookup {
    private final PostHogSource source;
    private final KnownGroupTypes groupTypes;
    private final IdentityConfig config;

    IdentityLookup(PostHogSource source, KnownGroupTypes groupTypes, IdentityConfig config) {
        this.source = source;
        this.groupTypes = groupTypes;
        this.config = config;
    }

    Identities ask(Reading reading, IdentityQuestion question) {
        boolean persons = question.of().kind() == Subject.Kind.PERSON;
        List<SubjectId> subjects = question.subjects().stream()
                .distinct()
                .filter(subject -> !persons || isPersonId(subject.value()))
                .toList();
        if (subjects.isEmpty()) {
            return new Identities(List.of());
        }
        IdentityQuery query = new IdentityQuery(
                subjects, question.properties().stream().sorted().toList(), config.longest());
        Map<SubjectId, SubjectIdentity> known = new LinkedHashMap<>();
        if (!query.properties().isEmpty()) {
            HogQl asked = persons ? query.persons() : query.groups(groupTypes.index(reading, question.of()));
            for (JsonNode row : source.query(reading, asked, RowReader::rows)) {
                SubjectId id = new SubjectId(row.get(0).asText());
                known.put(id, new SubjectIdentity(id, query.read(row), Optional.empty()));
            }
        }
        if (question.distinctId()) {
            for (JsonNode row : source.query(reading, query.distinctIds(), RowReader::rows)) {
                SubjectId id = new SubjectId(row.get(0).asText());
                SubjectIdentity found = known.getOrDefault(id, SubjectIdentity.unknown(id));
                known.put(
                        id,
                        new SubjectIdentity(
                                id, found.properties(), Optional.of(row.get(1).asText())));
            }
        }
        return new Identities(List.copyOf(known.values()));
    }

    /** PostHog refuses a query in which another one stands. */
    private static boolean isPersonId(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
