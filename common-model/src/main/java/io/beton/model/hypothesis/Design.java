package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.io.IOException;
import java.util.Optional;

/** When a condition is asked of a subject. */
@JsonDeserialize(using = Design.Reader.class)
public sealed interface Design {

    /**
     * Once per subject, over the days that follow its anchor.
     *
     * @param anchor the selector of the anchor event, or nothing for the subject's first counted event
     */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    record Anchored(Optional<Selector> anchor, int withinDays) implements Design {
        private static final int LONGEST = 89;

        public Anchored {
            InvalidMember.check(
                    withinDays >= 1 && withinDays <= LONGEST,
                    "within_days",
                    "`within_days` must be between 1 and " + LONGEST);
        }

        @JsonProperty("design")
        String design() {
            return "anchored";
        }

        @JsonProperty("anchor")
        Object written() {
            return anchor.<Object>map(selector -> selector).orElse(FIRST_SEEN);
        }
    }

    String FIRST_SEEN = "first_seen";

    /** Reads the form that `design` names. */
    final class Reader extends ShapeReader<Design> {
        @Override
        Design read(JsonNode node, DeserializationContext context) throws IOException {
            String design = node.path("design").asText();
            InvalidMember.check(!"rolling".equals(design), "design", "`rolling` cannot be tested yet; use `anchored`");
            InvalidMember.check("anchored".equals(design), "design", "`design` must be `anchored`");
            InvalidMember.check(
                    !node.has("within"), "within", "`first_session` cannot be tested yet; use `within_days`");
            allow(node, "design", "anchor", "within_days");
            Optional<Selector> anchor = FIRST_SEEN.equals(node.path("anchor").asText())
                    ? Optional.empty()
                    : Optional.of(member(node, "anchor", Selector.class, context));
            return new Anchored(anchor, integer(node, "within_days"));
        }
    }
}
