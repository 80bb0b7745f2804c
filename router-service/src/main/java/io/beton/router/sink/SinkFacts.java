package io.beton.router.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.id.SinkId;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What is shown of a binding.
 *
 * @param settings the members of its kind, secrets hidden
 */
public record SinkFacts(
        SinkId sinkId,
        String name,
        SinkKind kind,
        ObjectNode settings,
        SinkFilter filter,
        FieldMapping fields,
        OptionalDouble perSecond,
        SinkState state,
        Instant createdAt) {

    static SinkFacts of(SinkBinding binding) {
        return new SinkFacts(
                binding.sinkId(),
                binding.name(),
                binding.kind(),
                MembersCodec.shown(binding.members()),
                binding.filter(),
                binding.fields(),
                binding.perSecond(),
                binding.state(),
                binding.createdAt());
    }

    SinkBinding with(SinkMembers members) {
        return new SinkBinding(sinkId, name, kind, members, filter, fields, perSecond, state, createdAt);
    }

    /** How fast it may be called. */
    public Rate rate(Sink kind) {
        return perSecond.isPresent() ? Rate.perSecond(perSecond.getAsDouble()) : kind.rate();
    }

    /** A setting as a text, empty where there is none. */
    public String setting(String name) {
        JsonNode value = settings.path(name);
        return value.asText("");
    }
}
