package io.beton.standin.world;

import java.util.List;

/**
 * One thing that is true of the demo world by construction.
 *
 * @param events the behaviour: one event, or a sequence in this order, within seven days of signing up
 * @param relativeRisk how many times as likely such a person is to subscribe in the 30 days from day seven on,
 *     compared with persons who do not behave so
 * @param share the part of all persons who behave so
 */
public record PlantedTruth(List<String> events, Kind kind, double relativeRisk, double share) {
    /** How the behaviour and buying hang together. */
    public enum Kind {
        PREDICTS,
        NO_EFFECT,
        FOLLOWS_FROM_BUYING
    }

    public PlantedTruth {
        events = List.copyOf(events);
    }

    static PlantedTruth predicts(double relativeRisk, double share, String... events) {
        return new PlantedTruth(List.of(events), Kind.PREDICTS, relativeRisk, share);
    }
}
