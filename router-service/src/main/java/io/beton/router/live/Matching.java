package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.model.id.SubjectId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The transactions of matching: offsets, states, warm marks, members, signals, due deliveries and the outbox change
 * together.
 *
 * <p>Reads and writes: the tables {@code consumed}, {@code arrived}, {@code subject_state} and {@code warm}, and by {@link
 * Telling} {@code member}, {@code signal}, {@code delivery} and {@code outbox}. On failure: throws, and nothing of it has happened.
 */
@Singleton
final class Matching {
    /** How many states are judged at once when a warm-up ends or time passes. */
    private static final int PAGE = 2_000;

    private final Database database;
    private final OffsetStore offsets;
    private final ArrivedStore arrived;
    private final StateStore states;
    private final WarmStore warmMarks;
    private final Telling telling;
    private final HypothesesView hypotheses;
    private final long lateness;
    private final Clock clock;

    Matching(
            Database database,
            OffsetStore offsets,
            ArrivedStore arrived,
            StateStore states,
            WarmStore warmMarks,
            Telling telling,
            HypothesesView hypotheses,
            LiveConfig config,
            Clock clock) {
        this.database = database;
        this.offsets = offsets;
        this.arrived = arrived;
        this.states = states;
        this.warmMarks = warmMarks;
        this.telling = telling;
        this.hypotheses = hypotheses;
        this.lateness = config.lateness().toNanos() / 1_000;
        this.clock = clock;
    }

    /** Where consumption stands, how far it is whole, and which histories are. */
    Position position(Collection<TopicPartition> partitions) {
        return database.transaction(connection -> Position.loaded(
                offsets.load(connection, partitions), warmMarks.load(connection), arrived.load(connection)));
    }

    /** Does everything that the gathered records lead to; fails as a whole where another reader was there before. */
    Matched match(Gathered gathered, Position position) {
        Position after = position.after(gathered);
        return database.transaction(connection -> {
            offsets.advance(connection, position.offsets(), gathered.next());
            arrived.save(connection, gathered.arrived());
            Round round = round(position::isWarm, after);
            Map<StateKey, KeptState> stored =
                    states.load(connection, gathered.touched().keys());
            states.save(connection, round.judge(stored, gathered.touched().evidence()));
            Telling.Told told = telling.tell(connection, round);
            for (Map.Entry<VersionPartition, Long> warmed : gathered.warmed().entrySet()) {
                warmMarks.mark(connection, warmed.getKey(), warmed.getValue(), clock.instant());
                told = told.plus(all(connection, warmed.getKey(), after));
            }
            return new Matched(after, told, gathered.live().counts(round.fresh()), gathered.warmUps());
        });
    }

    /** Judges some of those whose time has come although nothing came of them, as long as there are any. */
    Matched pass(Position position) {
        HomePartition home = position.unasked().iterator().next();
        Map<TopicPartition, Long> standing = position.offsets().entrySet().stream()
                .filter(offset -> offset.getKey().partition() == home.partition())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return database.transaction(connection -> {
            offsets.advance(connection, position.offsets(), standing);
            List<VersionKey> versions = hypotheses.of(home.home()).stream()
                    .filter(hypothesis -> position.isWarm(hypothesis, home.partition()))
                    .map(LiveHypothesis::key)
                    .toList();
            Map<StateKey, KeptState> due =
                    states.due(connection, home.partition(), versions, known(position, home), PAGE);
            Round round = round(position::isWarm, position);
            states.save(connection, round.judge(due));
            return new Matched(
                    due.size() == PAGE ? position : position.asked(home),
                    telling.tell(connection, round),
                    LiveEvents.Counts.NONE,
                    List.of());
        });
    }

    private Round round(BiPredicate<LiveHypothesis, Integer> warm, Position position) {
        return new Round(hypotheses::find, warm, home -> known(position, home));
    }

    /** Events that come later than allowed are not waited for. */
    private long known(Position position, HomePartition home) {
        Long until = position.arrived().get(home);
        return until == null ? Rule.NOTHING_KNOWN : until - lateness;
    }

    /** The history of a partition is whole: judges all its subjects, and of so many at once tells what comes of it. */
    private Telling.Told all(Connection connection, VersionPartition warmed, Position position) throws SQLException {
        Telling.Told told = Telling.Told.NOTHING;
        Optional<SubjectId> last = Optional.empty();
        Map<StateKey, KeptState> page;
        do {
            Round round = round(position::isWarm, position);
            page = states.page(connection, warmed, last, PAGE);
            for (StateKey key : page.keySet()) {
                last = Optional.of(key.subject());
            }
            states.save(connection, round.judge(page));
            told = told.plus(telling.tell(connection, round));
        } while (page.size() == PAGE);
        return told;
    }

    /** What became of the gathered records, or of time. */
    record Matched(Position position, Telling.Told told, LiveEvents.Counts events, List<String> warmUps) {}
}
