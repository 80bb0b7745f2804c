package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Events match one after the other, with strictly increasing timestamps. */
@JsonDeserialize(using = JsonDeserializer.None.class)
public record Sequence(@JsonProperty("sequence") List<Selector> steps, OptionalInt withinHours) implements Condition {
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
