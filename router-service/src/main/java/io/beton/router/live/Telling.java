package io.beton.router.live;

import io.beton.kit.trace.Cause;
import io.beton.model.id.ConnectionId;
import io.beton.model.signal.Signal;
import io.beton.router.delivery.DeliveryStore;
import io.beton.router.signal.SignalStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes down what a round came to: signals with what is owed of them, and members.
 *
 * <p>Reads: the table {@code sink}. Writes: {@code signal}, {@code outbox}, {@code delivery} and {@code member}. On
 * failure: throws, and the caller's transaction rolls back. A signal that is there already is not told again.
 */
@Singleton
final class Telling {
    private final SignalStore signals;
    private final DeliveryStore deliveries;
    private final MemberStore members;
    private final Clock clock;

    Telling(SignalStore signals, DeliveryStore deliveries, MemberStore members, Clock clock) {
        this.signals = signals;
        this.deliveries = deliveries;
        this.members = members;
        this.clock = clock;
    }

    /** @param causes what the events of a connection came of */
    Told tell(Connection connection, Round round, Function<ConnectionId, Cause> causes) throws SQLException {
        Instant now = clock.instant();
        Map<Signal, Cause> fresh = signals.raise(connection, round.signals(), causes, now);
        int owed = deliveries.owe(connection, fresh, now);
        members.add(connection, round.members());
        List<Duration> delays = fresh.keySet().stream()
                .map(signal -> Duration.between(signal.firedAt(), now))
                .toList();
        return new Told(round.matches(), fresh.size(), owed, delays);
    }

    /**
     * How much it was: matches = signals + suppressed.
     *
     * @param signals how many of the matches are told
     * @param owed how many deliveries the signals lead to
     * @param delays how long after it came true each signal is told
     */
    record Told(long matches, long signals, long owed, List<Duration> delays) {
        static final Told NOTHING = new Told(0, 0, 0, List.of());

        Told plus(Told other) {
            return new Told(
                    matches + other.matches,
                    signals + other.signals,
                    owed + other.owed,
                    Stream.concat(delays.stream(), other.delays.stream()).toList());
        }

        /** What is told only now since nobody waited for it before. */
        Told unawaited() {
            return new Told(matches, signals, owed, List.of());
        }
    }
}
