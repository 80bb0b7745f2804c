package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.io.IOException;

/** What an outcome waits for: an event, or that no counted event comes any more. */
@JsonDeserialize(using = Predicted.Reader.class)
public sealed interface Predicted {

    static Predicted event(Selector selector) {
        return new Event(selector);
    }

    /** An event that the selector matches; in JSON the selector itself. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Event(@JsonValue Selector selector) implements Predicted {
        public Event {
            InvalidMember.require(selector, "outcome");
        }
    }

    /** No counted event of the subject; in JSON {@code {"churn": true}}. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Churn() implements Predicted {
        @JsonProperty
        boolean churn() {
            return true;
        }
    }

    /** Reads either form. */
    final class Reader extends ShapeReader<Predicted> {
        @Override
        Predicted read(JsonNode node, DeserializationContext context) throws IOException {
            if (!node.has("churn")) {
                return new Event(whole(node, Selector.class, context));
            }
            allow(node, "churn");
            InvalidMember.check(node.get("churn").asBoolean(), "churn", "`churn` can only be true; or name an event");
            return new Churn();
        }
    }
}
