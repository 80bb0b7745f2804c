package io.beton.router.live;

import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.beton.model.id.SubjectId;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Forgets the subjects of hypotheses that are over, or whose connection is deleted.
 *
 * <p>Reads: hypotheses and connections. Writes: takes their states from {@code subject_row} while it holds their partition in
 * {@code consumed}, and deletes from {@code warm}, {@code member} and, where nothing is left, {@code state_version}. On failure: the next sweep deletes.
 */
@Singleton
final class StateSweeper {
    private static final Logger LOG = Logger.getLogger(StateSweeper.class);
    private static final int PAGE = 250;

    private final HypothesesView hypotheses;
    private final StateStore states;
    private final StateVersions versions;
    private final OffsetStore offsets;
    private final WarmStore warmMarks;
    private final Database database;
    private final Loops loops;
    /** Of what a sweep found nothing, and nothing more is saved. */
    private final Set<VersionKey> swept = ConcurrentHashMap.newKeySet();
    /** Numbers of which the sweep before found nothing; what another instance was about to save has been saved since. */
    private Set<Integer> empty = Set.of();

    StateSweeper(
            HypothesesView hypotheses,
            StateStore states,
            StateVersions versions,
            OffsetStore offsets,
            WarmStore warmMarks,
            Database database,
            Loops loops) {
        this.hypotheses = hypotheses;
        this.states = states;
        this.versions = versions;
        this.offsets = offsets;
        this.warmMarks = warmMarks;
        this.database = database;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event, LiveConfig config) {
        loops.every("sweep", config.sweepEvery(), this::sweep);
    }

    void sweep() {
        List<VersionKey> ended = hypotheses.ended().stream()
                .filter(version -> !swept.contains(version))
                .toList();
        List<StateVersions.Numbered> numbers = ended.isEmpty()
                ? List.of()
                : database.transaction(connection -> {
                    warmMarks.deleteUpTo(connection, ended);
                    return versions.upTo(connection, ended);
                });
        if (numbers.isEmpty()) {
            // of a deleted connection something can come as long as its hypotheses are matched
            ended.stream().filter(version -> hypotheses.find(version).isEmpty()).forEach(swept::add);
            return;
        }
        Set<Integer> found = clear(numbers);
        if (loops.ending()) {
            // what was not looked at must not count as empty
            return;
        }
        if (!found.isEmpty()) {
            LOG.infof("states of ended hypotheses deleted: versions=%d", found.size());
        }
        forget(ended, found);
        empty = numbers(numbers.stream());
        empty.removeAll(found);
    }

    /** Forgets the numbers of which nothing was found twice; of what is still matched something can come. */
    private void forget(List<VersionKey> ended, Set<Integer> found) {
        List<VersionKey> over = ended.stream()
                .filter(version -> hypotheses.find(version).isEmpty())
                .toList();
        database.transaction(connection -> {
            List<StateVersions.Numbered> gone = versions.upTo(connection, over).stream()
                    .filter(numbered -> empty.contains(numbered.number()) && !found.contains(numbered.number()))
                    .toList();
            versions.forget(connection, gone);
            return gone.size();
        });
    }

    /** Takes the states of these numbers out of all rows; returns those of which there were any. */
    private Set<Integer> clear(List<StateVersions.Numbered> numbers) {
        Map<Integer, List<StateVersions.Numbered>> byHome =
                numbers.stream().collect(Collectors.groupingBy(StateVersions.Numbered::home));
        Set<Integer> found = new HashSet<>();
        for (int partition : database.transaction(offsets::partitions)) {
            byHome.forEach((home, some) -> clear(home, partition, numbers(some.stream()), found));
        }
        return found;
    }

    private void clear(int home, int partition, Set<Integer> numbers, Set<Integer> found) {
        AtomicReference<Optional<SubjectId>> last = new AtomicReference<>(Optional.empty());
        int size = PAGE;
        while (size == PAGE && !loops.ending()) {
            size = database.transaction(connection -> {
                offsets.hold(connection, partition);
                StateRows rows = states.holding(connection, home, partition, numbers, last.get(), PAGE);
                found.addAll(rows.held(numbers));
                states.save(connection, rows.without(numbers));
                last.set(rows.last().map(RowKey::subject));
                return rows.size();
            });
        }
    }

    private static Set<Integer> numbers(Stream<StateVersions.Numbered> numbers) {
        return numbers.map(StateVersions.Numbered::number).collect(Collectors.toSet());
    }
}
