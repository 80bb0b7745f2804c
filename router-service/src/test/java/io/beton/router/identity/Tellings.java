package io.beton.router.identity;

import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.Json;
import io.beton.model.id.SinkId;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.Template;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes signals about somebody, bindings that tell who that is, and what is said of them. */
final class Tellings {
    private Tellings() {}

    static SubjectIdentity told(String id, String mail) {
        return new SubjectIdentity(new SubjectId(id), Map.of("email", TextNode.valueOf(mail)), Optional.empty());
    }

    static Signal person(String connection, String id) {
        return signal(connection, "{\"kind\": \"person\", \"id\": \"" + id + "\"}");
    }

    static Signal group() {
        return signal("con", "{\"kind\": \"group\", \"group_type\": \"company\", \"id\": \"acme\"}");
    }

    private static Signal signal(String connection, String subject) {
        return Json.read("""
                {"signal_id": "sig", "hypothesis_id": "hyp", "hypothesis_version": 2, "hypothesis": "Who stays",
                 "type": "churn", "connection_id": "%s", "subject": %s,
                 "fired_at": "2026-11-01T00:00:00Z", "events": [], "backtest": {"window_days": 90, "sample_size": 7}}
                """.formatted(connection, subject), Signal.class);
    }

    static SinkBinding binding(Optional<String> knownBy, String field) {
        return new SinkBinding(
                new SinkId("sink_1"),
                "crm",
                SinkKind.WEBHOOK,
                new Members(knownBy.map(Template::new)),
                SinkFilter.ALL,
                new FieldMapping(Map.of("field", new Template(field))),
                OptionalDouble.empty(),
                SinkState.ACTIVE,
                Instant.EPOCH);
    }

    private record Members(Optional<Template> knownBy) implements SinkMembers {
        @Override
        public void check(AddressGuard guard, FieldMapping fields) {
            // none of them can be wrong
        }
    }
}
