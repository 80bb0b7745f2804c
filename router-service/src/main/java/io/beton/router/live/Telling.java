package io.beton.router.live;

import io.beton.model.signal.Signal;
import io.beton.router.delivery.DeliveryStore;
import io.beton.router.signal.SignalStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;

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

    Told tell(Connection connection, Round round) throws SQLException {
        Set<Signal> fresh = signals.raise(connection, round.signals(), clock.instant());
        int owed = deliveries.owe(connection, fresh, clock.instant());
        members.add(connection, round.members());
        return new Told(round.matches(), fresh.size(), owed);
    }

    /**
     * How much it was: matches = signals + suppressed.
     *
     * @param signals how many of the matches are told
     * @param owed how many deliveries the signals lead to
     */
    record Told(long matches, long signals, long owed) {
        static final Told NOTHING = new Told(0, 0, 0);

        Told plus(Told other) {
            return new Told(matches + other.matches, signals + other.signals, owed + other.owed);
        }
    }
}
