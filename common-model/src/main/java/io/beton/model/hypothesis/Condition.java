package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.util.List;
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
public sealed interface Condition permits Condition.Simple, Sequence, Condition.Composite {

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

    /** Whether it is true over a window in which nothing was matched. */
    default boolean holdsOfNothing() {
        return false;
    }

    /** What this condition is in another form: what reads conditions says so once for each of them. */
    <T> T as(Form<T> form);

    /** One answer for each kind of condition, so that a new kind does not compile until everybody knows it. */
    interface Form<T> {
        T count(Count count);

        T atMost(AtMost atMost);

        T distinctDays(Distinct.Days days);

        T distinctValues(Distinct.Values values);

        T sequence(Sequence sequence);

        T trend(Trend trend);

        T allOf(AllOf all);

        T anyOf(AnyOf any);

        T not(Not not);
    }

    /** About the events that one selector matches. */
    sealed interface Simple extends Condition permits Count, AtMost, Distinct, Trend {
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
        public boolean holdsOfNothing() {
            return true;
        }

        @Override
        public boolean deferred() {
            return true;
        }
    }

    /** Made of other conditions. */
    sealed interface Composite extends Condition permits AllOf, AnyOf, Not {
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

        @Override
        public boolean holdsOfNothing() {
            return conditions.stream().allMatch(Condition::holdsOfNothing);
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

        @Override
        public boolean holdsOfNothing() {
            return conditions.stream().anyMatch(Condition::holdsOfNothing);
        }
    }

    private static List<Condition> notEmpty(List<Condition> conditions, String member) {
        List<Condition> copy = List.copyOf(InvalidMember.require(conditions, member));
        check(!copy.isEmpty(), member, "`" + member + "` is empty; give it at least one condition");
        return copy;
    }
}
