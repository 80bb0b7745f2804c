package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
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
    String FIRST_SEEN = "first_seen";

    /** How many days of history an observation needs before its landmark. */
    @JsonIgnore
    int evidenceDays();

    /** Once per subject, over the time that follows its anchor. */
    sealed interface OncePerSubject extends Design {

        /** The selector of the anchor event, or nothing for the subject's first counted event. */
        @JsonIgnore
        Optional<Selector> anchor();

        @JsonProperty("design")
        default String design() {
            return "anchored";
        }

        @JsonProperty("anchor")
        default Object written() {
            return anchor().<Object>map(selector -> selector).orElse(FIRST_SEEN);
        }
    }

    /** Over the days that follow the anchor. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Anchored(@JsonIgnore Optional<Selector> anchor, int withinDays) implements OncePerSubject {
        private static final int LONGEST = 89;

        public Anchored {
            InvalidMember.check(
                    withinDays >= 1 && withinDays <= LONGEST,
                    "within_days",
                    "`within_days` must be between 1 and " + LONGEST);
        }

        @Override
        public int evidenceDays() {
            return withinDays;
        }
    }

    /** Over the events of one day that belong to the session of the anchor. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record FirstSession(@JsonIgnore Optional<Selector> anchor) implements OncePerSubject {
        private static final String NAME = "first_session";

        @Override
        public int evidenceDays() {
            return 1;
        }

        @JsonProperty
        String within() {
            return NAME;
        }
    }

    /** Every so many days, looking back over so many days, of subjects that were active in them. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Rolling(int everyDays, int lookbackDays) implements Design {
        /** After one signal a subject is not signalled again at landmarks that follow within so many days. */
        public static final int COOL_DOWN_DAYS = 30;

        private static final int RAREST = 7;
        private static final int LONGEST = 365;

        public Rolling {
            InvalidMember.check(
                    everyDays >= 1 && everyDays <= RAREST,
                    "every_days",
                    "`every_days` must be between 1 and " + RAREST);
            InvalidMember.check(
                    lookbackDays >= everyDays && lookbackDays <= LONGEST,
                    "lookback_days",
                    "`lookback_days` must be between `every_days` and " + LONGEST);
        }

        @JsonProperty("design")
        String design() {
            return "rolling";
        }

        @Override
        public int evidenceDays() {
            return everyDays + lookbackDays;
        }
    }

    /** Reads the form that `design` and `within` name. */
    final class Reader extends ShapeReader<Design> {
        @Override
        Design read(JsonNode node, DeserializationContext context) throws IOException {
            return switch (node.path("design").asText()) {
                case "anchored" -> anchored(node, context);
                case "rolling" -> {
                    allow(node, "design", "every_days", "lookback_days");
                    yield new Rolling(
                            node.has("every_days") ? integer(node, "every_days") : 1, integer(node, "lookback_days"));
                }
                default -> throw new InvalidMember("design", "`design` must be `anchored` or `rolling`");
            };
        }

        private static Design anchored(JsonNode node, DeserializationContext context) throws IOException {
            allow(node, "design", "anchor", "within_days", "within");
            Optional<Selector> anchor = FIRST_SEEN.equals(node.path("anchor").asText())
                    ? Optional.empty()
                    : Optional.of(member(node, "anchor", Selector.class, context));
            if (!node.has("within")) {
                return new Anchored(anchor, integer(node, "within_days"));
            }
            InvalidMember.check(
                    FirstSession.NAME.equals(node.get("within").asText()) && !node.has("within_days"),
                    "within",
                    "`within` can only be `first_session`, and stands in place of `within_days`");
            return new FirstSession(anchor);
        }
    }
}
