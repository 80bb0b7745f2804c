package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.util.stream.Stream;

/** How many different days, sessions or values the events have that match a selector. */
public sealed interface Distinct extends Condition.Simple {

    /** The matching events fall on at least so many different UTC days. */
    @JsonDeserialize(using = JsonDeserializer.None.class)
    record Days(@JsonProperty("of") Selector selector, int atLeast) implements Distinct {
        public Days {
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
    record Values(
            @JsonProperty("of") Selector selector,
            @JsonIgnore String property,
            int atLeast) implements Distinct {
        public Values {
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
}
