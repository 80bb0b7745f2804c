package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;

/** Matches become more, or fewer, by so many percent from the earlier half of the window to the later. */
@JsonDeserialize(using = JsonDeserializer.None.class)
public record Trend(@JsonProperty("trend") Selector selector, Change change, int percent, int minEvents)
        implements Condition.Simple {
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
