package io.beton.ingest.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when it is told to, and for whoever rests by it. */
public final class MovingClock extends Clock implements Rest {
    private Instant now;

    public MovingClock(String now) {
        this.now = Instant.parse(now);
    }

    public synchronized void forward(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void upTo(Duration longest) {
        forward(longest);
    }

    @Override
    public void end() {
        // whoever rests is back at once
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock is always in UTC");
    }
}
