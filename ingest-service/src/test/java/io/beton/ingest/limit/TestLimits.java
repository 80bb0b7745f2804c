package io.beton.ingest.limit;

import java.time.Duration;

/** Limits that a test chooses. */
public record TestLimits(
        double share,
        int requestsPerMinute,
        int requestsPerHour,
        int concurrent,
        Duration answerWithin,
        Duration heavyFor)
        implements LimitConfig {

    public static TestLimits of(double share, int requestsPerMinute, int requestsPerHour) {
        return new TestLimits(share, requestsPerMinute, requestsPerHour, 2, Duration.ofMinutes(2), Duration.ofHours(1));
    }

    public TestLimits withAnswerWithin(Duration most) {
        return new TestLimits(share, requestsPerMinute, requestsPerHour, concurrent, most, heavyFor);
    }
}
