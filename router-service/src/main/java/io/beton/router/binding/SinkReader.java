package io.beton.router.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.InvalidMember;
import io.beton.model.id.SinkId;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.Sinks;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Makes a binding of what a person says; fails with the member at fault. */
@Singleton
final class SinkReader {
    private static final int ID_LENGTH = 16;

    private final ObjectMapper mapper;
    private final Sinks sinks;
    private final AddressGuard guard;
    private final Clock clock;

    SinkReader(ObjectMapper mapper, Sinks sinks, AddressGuard guard, Clock clock) {
        this.mapper = mapper;
        this.sinks = sinks;
        this.guard = guard;
        this.clock = clock;
    }

    SinkBinding read(ObjectNode body) throws JsonProcessingException {
        InvalidMember.require(body, "name");
        ObjectNode common = body.deepCopy().retain(SinkRequest.MEMBERS);
        ObjectNode own = body.deepCopy().remove(SinkRequest.MEMBERS);
        SinkRequest request = mapper.treeToValue(common, SinkRequest.class);
        SinkMembers members = mapper.treeToValue(own, sinks.of(request.kind()).members());
        members.check(guard, request.fields());
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH);
        return new SinkBinding(
                new SinkId("sink_" + id),
                request.name(),
                request.kind(),
                members,
                request.filter(),
                request.fields(),
                request.perSecond(),
                SinkState.ACTIVE,
                clock.instant());
    }
}
