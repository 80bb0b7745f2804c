package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.kit.trace.Cause;
import io.beton.model.Topics;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The transactions of matching: offsets, states, warm marks, members, signals, due deliveries and the outbox change
 * together.
 *
 * <p>Reads and writes: the tables {@code consumed}, {@code arrived}, {@code subject_row} and {@code warm}, and by {@link
 * Telling} {@code member}, {@code signal}, {@code delivery} and {@code outbox}. On failure: throws, and nothing of it has happened.
 */
@Singleton
final class Matching {
    /** How many rows are judged at once when a warm-up ends or time passes; each holds all that is kept of a subject. */
    private static final int PAGE = 250;

    private final Database database;
    private final PartitionLayout layout;
    private final OffsetStore offsets;
    private final ArrivedStore arrived;
    private final StateStore states;
    private final WarmStore warmMarks;
    private final Telling telling;
    private final HypothesesView hypotheses;
    private final Steps steps;
    private final long lateness;
    private final Clock clock;

    Matching(
            Database database,
            PartitionLayout layout,
            OffsetStore offsets,
            ArrivedStore arrived,
            StateStore states,
            WarmStore warmMarks,
            Telling telling,
            HypothesesView hypotheses,
            Steps steps,
            LiveConfig config,
            Clock clock) {
        this.database = database;
        this.layout = layout;
        this.offsets = offsets;
        this.arrived = arrived;
        this.states = states;
        this.warmMarks = warmMarks;
        this.telling = telling;
        this.hypotheses = hypotheses;
        this.steps = steps;
        this.lateness = config.lateness().toNanos() / 1_000;
        this.clock = clock;
    }

    /** Throws where what is kept does not fit to the partitions that topics have. */
    void requireLayout(ToIntFunction<String> partitionsOf) {
        layout.require(partitionsOf);
    }

    /** Where consumption stands, how far it is whole, and which histories are; the hypotheses are known then. */
    Position position(Collection<TopicPartition> partitions) {
        // as they were at some time of the past, who was paused or retired since would be told
        hypotheses.awaitEnd();
        return database.transaction(connection -> Position.loaded(
                offsets.load(connection, partitions), warmMarks.load(connection), arrived.load(connection)));
    }

    /** These partitions lost records; who may lack events is judged once a history was read again. */
    void beginAgain(Position position, Set<TopicPartition> lost, Map<TopicPartition, Long> oldest) {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        lost.forEach(partition -> beginning.put(partition, oldest.get(partition)));
        Set<Integer> lacking = lost.stream()
                .filter(partition -> partition.topic().equals(Topics.EVENTS.name()))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
        database.transaction(connection -> {
            offsets.advance(connection, position.offsets(), beginning);
            warmMarks.delete(connection, lacking);
            return lacking;
        });
    }

    /** Does everything that the gathered records lead to; fails as a whole where another reader was there before. */
    Matched match(Gathered gathered, Position position) {
        Position after = position.after(gathered);
        Steps.Lap lap = steps.begin();
        Matched done = database.transaction(connection -> {
            // a row is of a partition, and both topics have evidence for it
            offsets.advance(connection, position.offsets(), after.standing(gathered.partitions()));
            arrived.save(connection, gathered.arrived());
            lap.ended(Steps.Step.OFFSETS);
            Collection<LiveHypothesis> matched = matched(gathered.touched().versions());
            Round round = round(matched, position::isWarm, after);
            StateRows rows = states.load(connection, gathered.touched().keys(), matched);
            lap.ended(Steps.Step.LOAD);
            Map<StateKey, KeptState> changed =
                    round.judge(rows.states(), gathered.touched().evidence());
            lap.ended(Steps.Step.JUDGE);
            states.save(connection, rows.put(changed));
            lap.ended(Steps.Step.SAVE);
            Telling.Told told = telling.tell(connection, round, gathered::cause);
            lap.ended(Steps.Step.SIGNALS);
            for (Map.Entry<VersionPartition, Long> warmed : gathered.warmed().entrySet()) {
                warmMarks.mark(connection, warmed.getKey(), warmed.getValue(), clock.instant());
                told = told.plus(all(connection, warmed.getKey(), after));
                lap.ended(Steps.Step.WARM_UP);
            }
            return new Matched(after, told, gathered.live().counts(round.fresh(), round.known()), gathered.warmUps());
        });
        lap.ended(Steps.Step.COMMIT);
        return done;
    }

    /** Judges some of those whose time has come although nothing came of them; who waits longest is asked first. */
    Matched pass(Position position) {
        HomePartition home = position.unasked().iterator().next();
        Steps.Lap lap = steps.begin();
        Matched done = database.transaction(connection -> {
            offsets.advance(connection, position.offsets(), position.standing(Set.of(home.partition())));
            lap.ended(Steps.Step.OFFSETS);
            Collection<LiveHypothesis> warm = warm(home, position);
            StateRows due = states.due(connection, home.partition(), warm, known(position, home), PAGE);
            lap.ended(Steps.Step.LOAD);
            Round round = round(warm, position::isWarm, position);
            Map<StateKey, KeptState> changed = round.judge(due.states());
            lap.ended(Steps.Step.JUDGE);
            states.save(connection, due.putWithDues(changed, dues(warm, known(position, home))));
            lap.ended(Steps.Step.SAVE);
            Telling.Told told = telling.tell(connection, round, nothing -> Cause.NONE);
            lap.ended(Steps.Step.SIGNALS);
            return new Matched(position.asked(home, due.size() == PAGE), told, LiveEvents.Counts.NONE, List.of());
        });
        lap.ended(Steps.Step.COMMIT);
        return done;
    }

    private Collection<LiveHypothesis> matched(Collection<VersionKey> versions) {
        return versions.stream().map(hypotheses::find).flatMap(Optional::stream).toList();
    }

    /** Those whose subjects are judged on a partition. */
    private Collection<LiveHypothesis> warm(HomePartition home, Position position) {
        return hypotheses.of(home.home()).stream()
                .filter(hypothesis -> position.isWarm(hypothesis, home.partition()))
                .toList();
    }

    /** Of hypotheses that are judged; those of which nothing is known, as when they cannot be read, are looked at later. */
    private StateRows.Dues dues(Collection<LiveHypothesis> judged, long known) {
        return new StateRows.Dues(
                states.numbers(judged)::containsKey,
                number -> states.version(number)
                        .filter(version -> !hypotheses.knows(version))
                        .isPresent(),
                known + Times.HOUR);
    }

    private Round round(
            Collection<LiveHypothesis> matched, BiPredicate<LiveHypothesis, Integer> warm, Position position) {
        Map<VersionKey, LiveHypothesis> byVersion =
                matched.stream().collect(Collectors.toMap(LiveHypothesis::key, Function.identity()));
        return new Round(version -> Optional.ofNullable(byVersion.get(version)), warm, home -> known(position, home));
    }

    /** Events that come later than allowed are not waited for. */
    private long known(Position position, HomePartition home) {
        Long until = position.arrived().get(home);
        return until == null ? Rule.NOTHING_KNOWN : until - lateness;
    }

    /** The history of a partition is whole: judges all its subjects, and of so many at once tells what comes of it. */
    private Telling.Told all(Connection connection, VersionPartition warmed, Position position) throws SQLException {
        Telling.Told told = Telling.Told.NOTHING;
        Collection<LiveHypothesis> matched = matched(List.of(warmed.version()));
        for (LiveHypothesis hypothesis : matched) {
            HomePartition home = new HomePartition(hypothesis.home(), warmed.partition());
            StateRows.Dues dues = dues(warm(home, position), known(position, home));
            Optional<SubjectId> last = Optional.empty();
            StateRows page;
            do {
                Round round = round(matched, position::isWarm, position);
                page = states.page(connection, hypothesis, warmed.partition(), last, PAGE);
                last = page.last().map(RowKey::subject);
                states.save(connection, page.putWithDues(round.judge(page.states()), dues));
                told = told.plus(
                        telling.tell(connection, round, nothing -> Cause.NONE).unawaited());
            } while (page.size() == PAGE);
        }
        return told;
    }

    /** What became of the gathered records, or of time. */
    record Matched(Position position, Telling.Told told, LiveEvents.Counts events, List<String> warmUps) {}
}
