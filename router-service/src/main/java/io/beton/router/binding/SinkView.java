package io.beton.router.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.id.SinkId;
import io.beton.router.pace.Pace;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.SinkFacts;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a person sees of a binding.
 *
 * @param url where it leads, where that is an address and no secret
 * @param signed whether what it gets is signed
 * @param settings the members of its kind, secrets hidden
 */
record SinkView(
        SinkId sinkId,
        String name,
        SinkKind kind,
        Optional<String> url,
        boolean signed,
        @Schema(implementation = Map.class) ObjectNode settings,
        SinkFilter filter,
        FieldMapping fields,
        OptionalDouble perSecond,
        SinkState state,
        Optional<Pace.Circuit> circuit,
        Instant createdAt) {

    static SinkView of(SinkFacts facts, Optional<Pace.Circuit> circuit) {
        boolean webhook = facts.kind() == SinkKind.WEBHOOK;
        return new SinkView(
                facts.sinkId(),
                facts.name(),
                facts.kind(),
                webhook ? Optional.of(facts.setting("url")) : Optional.empty(),
                webhook && facts.settings().has("secret"),
                facts.settings(),
                facts.filter(),
                facts.fields(),
                facts.perSecond(),
                facts.state(),
                circuit,
                facts.createdAt());
    }
}
