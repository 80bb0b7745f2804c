package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import io.beton.router.delivery.DeliveryStore;
import io.beton.router.signal.SignalStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The one transaction of a poll: offsets, states, warm marks, signals, due deliveries and the outbox change together.
 *
 * <p>Reads and writes: the tables {@code consumed}, {@code subject_state}, {@code warm}, {@code signal}, {@code
 * delivery} and {@code outbox}. On failure: throws, and nothing of it has happened.
 */
@Singleton
final class Matching {
    /** How many states are judged at once when a warm-up ends. */
    private static final int PAGE = 2_000;

    private final Database database;
    private final OffsetStore offsets;
    private final StateStore states;
    private final WarmStore warmMarks;
    private final SignalStore signals;
    private final DeliveryStore deliveries;
    private final HypothesesView hypotheses;
    private final Clock clock;

    Matching(
            Database database,
            OffsetStore offsets,
            StateStore states,
            WarmStore warmMarks,
            SignalStore signals,
            DeliveryStore deliveries,
            HypothesesView hypotheses,
            Clock clock) {
        this.database = database;
        this.offsets = offsets;
        this.states = states;
        this.warmMarks = warmMarks;
        this.signals = signals;
        this.deliveries = deliveries;
        this.hypotheses = hypotheses;
        this.clock = clock;
    }

    /** Where consumption stands and which histories are whole. */
    Position position(Collection<TopicPartition> partitions) {
        return database.transaction(
                connection -> new Position(offsets.load(connection, partitions), warmMarks.load(connection)));
    }

    /** Does everything that the gathered records lead to; fails as a whole where another reader was there before. */
    Matched match(Gathered gathered, Position position) {
        return database.transaction(connection -> {
            offsets.advance(connection, position.offsets(), gathered.next());
            Round round = new Round(hypotheses::find, position.warm());
            Map<StateKey, byte[]> stored =
                    states.load(connection, gathered.touched().keys());
            states.save(connection, round.judge(stored, gathered.touched().evidence()));
            List<Signal> raised = new ArrayList<>(round.signals());
            long matches = round.matches();
            for (VersionPartition warmed : gathered.warmed()) {
                Round all = warmUp(connection, warmed);
                raised.addAll(all.signals());
                matches += all.matches();
            }
            Set<Signal> fresh = signals.raise(connection, raised, clock.instant());
            deliveries.owe(connection, fresh, clock.instant());
            return new Matched(position.after(gathered), matches, fresh.size());
        });
    }

    /** The history of a partition is whole: judges all its subjects. */
    private Round warmUp(Connection connection, VersionPartition warmed) throws SQLException {
        warmMarks.mark(connection, warmed, clock.instant());
        Round round = new Round(hypotheses::find, Set.of(warmed));
        Optional<SubjectId> last = Optional.empty();
        Map<StateKey, byte[]> page;
        do {
            page = states.page(connection, warmed, last, PAGE);
            Map<StateKey, Evidence> nothingNew = new HashMap<>();
            for (StateKey key : page.keySet()) {
                nothingNew.put(key, new Evidence());
                last = Optional.of(key.subject());
            }
            states.save(connection, round.judge(page, nothingNew));
        } while (page.size() == PAGE);
        return round;
    }

    /**
     * What a reader holds of the tables while its partitions are its own.
     *
     * @param offsets the next offset of each partition
     * @param warm whose history is whole
     */
    record Position(Map<TopicPartition, Long> offsets, Set<VersionPartition> warm) {

        private Position after(Gathered gathered) {
            Map<TopicPartition, Long> next = new HashMap<>(offsets);
            next.putAll(gathered.next());
            if (gathered.warmed().isEmpty()) {
                return new Position(next, warm);
            }
            Set<VersionPartition> all = new HashSet<>(warm);
            all.addAll(gathered.warmed());
            return new Position(next, all);
        }
    }

    /**
     * What became of the gathered records: {@code matches = signals + suppressed}.
     *
     * @param signals how many of the matches are told
     */
    record Matched(Position position, long matches, long signals) {}
}
