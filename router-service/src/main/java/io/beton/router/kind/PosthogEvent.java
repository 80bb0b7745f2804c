package io.beton.router.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.SinkBinding;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Words a signal as an event to capture (https://posthog.com/docs/api/capture).
 *
 * <p>Event name, distinct id, timestamp and uuid, by which PostHog drops repeats, are the same each time.
 */
final class PosthogEvent {
    private PosthogEvent() {}

    static ObjectNode of(IdentifiedSignal signal, SinkBinding binding) {
        PosthogMembers members = binding.members(PosthogMembers.class);
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("distinct_id", members.knownBy(signal.signal()).orElseThrow().textOf(signal));
        event.put("timestamp", signal.signal().firedAt().toString());
        event.put("uuid", uuid(signal, binding).toString());
        ObjectNode properties = event.putObject("properties");
        if (members.as() == PosthogMembers.As.EVENT) {
            event.put("event", members.event());
            properties.setAll((ObjectNode) binding.fields().orWhole(signal));
            // whom it is about is known already, or is no person
            properties.put("$process_person_profile", false);
            signal.signal()
                    .subject()
                    .groupType()
                    .ifPresent(type -> properties
                            .putObject("$groups")
                            .put(type, signal.signal().subject().id().value()));
        } else if (signal.signal().subject().groupType().isPresent()) {
            event.put("event", "$groupidentify");
            properties.put("$group_type", signal.signal().subject().groupType().get());
            properties.put("$group_key", signal.signal().subject().id().value());
            properties.set("$group_set", binding.fields().of(signal));
        } else {
            event.put("event", "$set");
            properties.set("$set", binding.fields().of(signal));
        }
        return event;
    }

    private static UUID uuid(IdentifiedSignal signal, SinkBinding binding) {
        String name = "posthog/" + binding.sinkId() + "/" + signal.signal().signalId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
