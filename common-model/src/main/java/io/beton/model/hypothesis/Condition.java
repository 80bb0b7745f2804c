package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The predicate of a hypothesis over one subject's events in a half-open window; what each form means is said by {@link
 * io.beton.model.match.Matcher}.
 *
 * <p>Every form here is eager: over a window that only grows at its end it stays true once true.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: the constructors name the member at fault.
 */
@JsonDeserialize(using = ConditionReader.class)
public sealed interface Condition {

    /** The selectors in the order in which they are written, repeats included. */
    Stream<Selector> selectors();

    /** At least so many events match. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Count(@JsonProperty("count") Selector selector, int atLeast) implements Condition {
        public Count {
            InvalidMember.require(selector, "count");
            check(atLeast >= 1, "at_least", "`at_least` must be 1 or more");
        }

        @Override
        public Stream<Selector> selectors() {
            return Stream.of(selector);
        }
    }

    /** Events match one after the other, with strictly increasing timestamps. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Sequence(@JsonProperty("sequence") List<Selector> steps, OptionalInt withinHours) implements Condition {
        private static final int MOST_STEPS = 10;

        public Sequence {
            steps = List.copyOf(InvalidMember.require(steps, "sequence"));
            withinHours = withinHours == null ? OptionalInt.empty() : withinHours;
            check(
                    steps.size() >= 2 && steps.size() <= MOST_STEPS,
                    "sequence",
                    "`sequence` must have between 2 and " + MOST_STEPS + " selectors");
            check(withinHours.orElse(1) >= 1, "within_hours", "`within_hours` must be 1 or more");
        }

        @Override
        public Stream<Selector> selectors() {
            return steps.stream();
        }
    }

    /** All hold. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record AllOf(@JsonProperty("all_of") List<Condition> conditions) implements Condition {
        public AllOf {
            conditions = notEmpty(conditions, "all_of");
        }

        @Override
        public Stream<Selector> selectors() {
            return conditions.stream().flatMap(Condition::selectors);
        }
    }

    /** At least one holds. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record AnyOf(@JsonProperty("any_of") List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = notEmpty(conditions, "any_of");
        }

        @Override
        public Stream<Selector> selectors() {
            return conditions.stream().flatMap(Condition::selectors);
        }
    }

    private static List<Condition> notEmpty(List<Condition> conditions, String member) {
        List<Condition> copy = List.copyOf(InvalidMember.require(conditions, member));
        check(!copy.isEmpty(), member, "`" + member + "` is empty; give it at least one condition");
        return copy;
    }
}
