package io.beton.ingest;

import io.beton.kit.time.MovedClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives the service under test a clock that tests move, in place of the system's. */
@Singleton
final class MovedTime {

    @Produces
    @Singleton
    Clock clock() {
        return new MovedClock();
    }
}
