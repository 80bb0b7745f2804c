package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * <p>A condition is eager if, over a window that only grows at its end, it stays true once true; otherwise it is
 * deferred, and can be answered only when the window is over.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: the constructors name the member at fault.
 */
@JsonDeserialize(using = ConditionReader.class)
public sealed interface Condition {

    /** The selectors in the order in which they are written, repeats included. */
    Stream<Selector> selectors();

    /** The properties whose values it tells apart. */
    default Stream<CountedProperty> counted() {
        return Stream.empty();
    }

    @JsonIgnore
    default boolean deferred() {
        return false;
    }

    /** What this condition is in another form: what reads conditions says so once for each of them. */
    <T> T as(Form<T> form);

    /** One answer for each kind of condition, so that a new kind does not compile until everybody knows it. */
    interface Form<T> {
        T count(Count count);

        T atMost(AtMost atMost);

        T distinctDays(DistinctDays days);

        T distinctValues(DistinctValues values);

        T sequence(Sequence sequence);

        T trend(Trend trend);

        T allOf(AllOf all);

        T anyOf(AnyOf any);

        T not(Not not);
    }

    /** About the events that one selector matches. */
    sealed interface Simple extends Condition {
        Selector selector();

        @Override
        default Stream<Selector> selectors() {
            return Stream.of(selector());
        }
    }

    /** At least so many events match. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Count(@JsonProperty("count") Selector selector, int atLeast) implements Simple {
        public Count {
            InvalidMember.require(selector, "count");
            check(atLeast >= 1, "at_least", "`at_least` must be 1 or more");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.count(this);
        }
    }

    /** At most so many events match. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record AtMost(@JsonProperty("count") Selector selector, int atMost) implements Simple {
        public AtMost {
            InvalidMember.require(selector, "count");
            check(atMost >= 0, "at_most", "`at_most` must not be negative");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.atMost(this);
        }

        @Override
        public boolean deferred() {
            return true;
        }
    }

    /** The matching events fall on at least so many different UTC days. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record DistinctDays(@JsonProperty("of") Selector selector, int atLeast) implements Simple {
        public DistinctDays {
            InvalidMember.require(selector, "of");
            check(atLeast >= 1, "at_least", "`at_least` must be 1 or more");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.distinctDays(this);
        }

        @JsonProperty
        String distinct() {
            return "day";
        }
    }

    /** The matching events have at least so many different values of a property; the missing value is none. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record DistinctValues(
            @JsonProperty("of") Selector selector,
            @JsonIgnore String property,
            int atLeast) implements Simple {
        public DistinctValues {
            InvalidMember.require(selector, "of");
            InvalidMember.requireText(property, "property");
            check(atLeast >= 1, "at_least", "`at_least` must be 1 or more");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.distinctValues(this);
        }

        @JsonProperty
        Object distinct() {
            return property.equals(CountedProperty.SESSION) ? "session" : new Named(property);
        }

        @Override
        public Stream<CountedProperty> counted() {
            return Stream.of(new CountedProperty(selector, property));
        }

        private record Named(String property) {}
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
        public <T> T as(Form<T> form) {
            return form.sequence(this);
        }

        @Override
        public Stream<Selector> selectors() {
            return steps.stream();
        }
    }

    /** Matches become more, or fewer, by so many percent from the earlier half of the window to the later. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Trend(@JsonProperty("trend") Selector selector, Change change, int percent, int minEvents)
            implements Simple {
        private static final int MOST_PERCENT = 1_000_000;

        public Trend {
            InvalidMember.require(selector, "trend");
            InvalidMember.require(change, "change");
            check(percent >= 1, "percent", "`percent` must be 1 or more");
            check(percent <= MOST_PERCENT, "percent", "`percent` must be " + MOST_PERCENT + " or less");
            check(
                    change == Change.RISE || percent <= 100,
                    "percent",
                    "`percent` of a drop must be 100 or less; less than nothing cannot be left");
            check(minEvents >= 1, "min_events", "`min_events` must be 1 or more");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.trend(this);
        }

        @Override
        public boolean deferred() {
            return true;
        }

        /** Whether so many matches in the earlier half and so many in the later make it true. */
        public boolean holds(long earlier, long later) {
            return switch (change) {
                case RISE -> later >= minEvents && 100 * later >= earlier * (100 + percent);
                case DROP -> earlier >= minEvents && 100 * later <= earlier * (100 - percent);
            };
        }

        public enum Change {
            @JsonProperty("rise")
            RISE,
            @JsonProperty("drop")
            DROP
        }
    }

    /** Made of other conditions. */
    sealed interface Composite extends Condition {
        List<Condition> conditions();

        @Override
        default Stream<Selector> selectors() {
            return conditions().stream().flatMap(Condition::selectors);
        }

        @Override
        default Stream<CountedProperty> counted() {
            return conditions().stream().flatMap(Condition::counted);
        }

        @Override
        default boolean deferred() {
            return conditions().stream().anyMatch(Condition::deferred);
        }
    }

    /** All hold. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record AllOf(@JsonProperty("all_of") List<Condition> conditions) implements Composite {
        public AllOf {
            conditions = notEmpty(conditions, "all_of");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.allOf(this);
        }
    }

    /** At least one holds. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record AnyOf(@JsonProperty("any_of") List<Condition> conditions) implements Composite {
        public AnyOf {
            conditions = notEmpty(conditions, "any_of");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.anyOf(this);
        }
    }

    /** It does not hold. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Not(@JsonProperty("not") Condition condition) implements Composite {
        public Not {
            InvalidMember.require(condition, "not");
        }

        @Override
        public <T> T as(Form<T> form) {
            return form.not(this);
        }

        @Override
        @JsonIgnore
        public List<Condition> conditions() {
            return List.of(condition);
        }

        @Override
        public boolean deferred() {
            return true;
        }
    }

    private static List<Condition> notEmpty(List<Condition> conditions, String member) {
        List<Condition> copy = List.copyOf(InvalidMember.require(conditions, member));
        check(!copy.isEmpty(), member, "`" + member + "` is empty; give it at least one condition");
        return copy;
    }
}
