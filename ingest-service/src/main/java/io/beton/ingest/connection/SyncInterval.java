package io.beton.ingest.connection;

import io.beton.model.InvalidMember;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Reads how often a person wants polls: {@code PT5M}, or short {@code 5m}. */
final class SyncInterval {
    static final Duration DEFAULT = Duration.ofMinutes(5);
    /** Well within the days for which late events are looked for. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private SyncInterval() {}

    static Duration read(Optional<String> text, Duration shortest, Duration otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        Duration interval = duration(text.get());
        InvalidMember.check(
                interval.compareTo(shortest) >= 0 && interval.compareTo(LONGEST) <= 0,
                "sync_every",
                "`sync_every` must be between " + shortest + " and " + LONGEST
                        + "; the operator sets the lower end with beton.ingest.min-sync-every");
        return interval;
    }

    private static Duration duration(String text) {
        String upper = text.trim().toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
        } catch (DateTimeParseException e) {
            throw new InvalidMember("sync_every", "`sync_every` must be a duration such as 5m or PT5M");
        }
    }
}
