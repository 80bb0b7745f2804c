package io.beton.standin.world;

import java.time.Duration;

/**
 * The size of a demo world.
 *
 * @param lateShare the part of events that arrive hours after they happened
 * @param duplicateShare the part of events that are stored twice with the same uuid
 */
public record WorldConfig(long seed, int persons, Duration history, double lateShare, double duplicateShare) {
    public WorldConfig {
        if (persons < 1 || history.toDays() < 1) {
            throw new IllegalArgumentException("a world needs at least one person and one day");
        }
    }

    public static WorldConfig demo(long seed) {
        return new WorldConfig(seed, 6000, Duration.ofDays(120), 0.01, 0.005);
    }

    public WorldConfig withPersons(int newPersons) {
        return new WorldConfig(seed, newPersons, history, lateShare, duplicateShare);
    }
}
