package io.beton.model.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.id.SubjectId;
import java.util.Map;
import java.util.Optional;

/**
 * Who a subject is, by the few members that its source was asked for; it is kept nowhere.
 *
 * @param properties texts, numbers and truths; one that the subject does not have is absent
 */
public record SubjectIdentity(SubjectId id, Map<String, JsonNode> properties, Optional<String> distinctId) {

    public SubjectIdentity {
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        distinctId = distinctId == null ? Optional.empty() : distinctId;
    }

    /** One of whom nothing is known. */
    public static SubjectIdentity unknown(SubjectId id) {
        return new SubjectIdentity(id, Map.of(), Optional.empty());
    }

    /** Says whose it is, and nothing of it. */
    @Override
    public String toString() {
        return "SubjectIdentity[" + id + "]";
    }
}
