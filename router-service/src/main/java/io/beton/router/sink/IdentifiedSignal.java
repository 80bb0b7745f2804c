package io.beton.router.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.hypothesis.Subject;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A signal, with what its source has just said of its subject where a binding wants to tell it; kept nowhere. */
public record IdentifiedSignal(Signal signal, SubjectIdentity identity) {

    /** One of whose subject nothing was asked. */
    public static IdentifiedSignal of(Signal signal) {
        return new IdentifiedSignal(
                signal, SubjectIdentity.unknown(signal.subject().id()));
    }

    /** One in which, in braces, stands what an attempt would ask for. */
    public static IdentifiedSignal shown(Signal signal, Wanted wanted) {
        Map<String, JsonNode> properties = new HashMap<>();
        wanted.properties().forEach(name -> properties.put(name, TextNode.valueOf("{" + Wanted.PROPERTY + name + "}")));
        Optional<String> distinctId = signal.subject().kind() == Subject.Kind.PERSON
                ? Optional.of("{" + Wanted.DISTINCT_ID + "}")
                : Optional.empty();
        return new IdentifiedSignal(signal, new SubjectIdentity(signal.subject().id(), properties, distinctId));
    }
}
