package io.beton.hypothesis.request;

import io.beton.model.InvalidMember;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A history window as it was asked for: {@code [as_of - window_days, as_of)}. */
public record Span(Instant asOf, int windowDays) {

    /** What a caller asks for; both members can be left out. */
    public record Wish(Optional<Instant> asOf, Optional<Integer> windowDays) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty());
    }

    static Span of(Wish wish, RequestConfig config, Instant now) {
        Instant asOf = wish.asOf().or(config::asOf).orElse(now);
        InvalidMember.check(
                !asOf.isAfter(now), "as_of", "`as_of` is in the future; what comes until then is not known yet");
        return new Span(asOf.truncatedTo(ChronoUnit.MICROS), wish.windowDays().orElse(config.windowDays()));
    }

    /** Refuses a window in which no observation could have been judged. */
    public Span fitting(int evidenceDays, int horizonDays) {
        InvalidMember.check(
                windowDays > evidenceDays + horizonDays,
                "window_days",
                "`window_days` is " + windowDays
                        + ", but must be more than the days of evidence and horizon_days, which is "
                        + (evidenceDays + horizonDays) + "; otherwise no outcome could be waited for");
        return this;
    }
}
