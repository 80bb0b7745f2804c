package io.beton.router.live;

import io.beton.kit.store.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Forgets the subjects of hypotheses that are over, or whose connection is deleted.
 *
 * <p>Reads: hypotheses and connections. Writes: takes their states from {@code subject_row}, and deletes from {@code warm}, {@code member}
 * and, where nothing is left, {@code state_version}. On failure: the next sweep deletes.
 */
@Singleton
final class StateSweeper {
    private static final Logger LOG = Logger.getLogger(StateSweeper.class);
    private static final int PAGE = 1_000;

    private final HypothesesView hypotheses;
    private final StateStore states;
    private final StateVersions versions;
    private final WarmStore warmMarks;
    private final Database database;
    /** Of what a sweep found nothing, and nothing more is saved. */
    private final Set<VersionKey> swept = ConcurrentHashMap.newKeySet();

    StateSweeper(
            HypothesesView hypotheses,
            StateStore states,
            StateVersions versions,
            WarmStore warmMarks,
            Database database) {
        this.hypotheses = hypotheses;
        this.states = states;
        this.versions = versions;
        this.warmMarks = warmMarks;
        this.database = database;
    }

    @Scheduled(
            every = "${beton.router.live.sweep-every:PT1M}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
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
        int cleared = clear(numbers);
        if (cleared > 0) {
            LOG.infof("states of ended hypotheses deleted: subjects=%d", cleared);
        } else {
            // nobody can have been about to save one: it was swept before
            database.transaction(connection -> {
                versions.forget(connection, numbers);
                return numbers.size();
            });
        }
    }

    private int clear(List<StateVersions.Numbered> numbers) {
        Set<Integer> which =
                numbers.stream().map(StateVersions.Numbered::number).collect(Collectors.toSet());
        Swept swept = new Swept(0, Optional.empty(), true);
        int cleared = 0;
        while (swept.more()) {
            Optional<RowKey> after = swept.last();
            swept = database.transaction(connection -> {
                StateRows rows = states.holding(connection, numbers, after, PAGE);
                List<StateRows.Changed> changed = rows.without(which);
                states.save(connection, changed);
                return new Swept(changed.size(), rows.last(), rows.size() == PAGE);
            });
            cleared += swept.cleared();
        }
        return cleared;
    }

    private record Swept(int cleared, Optional<RowKey> last, boolean more) {}
}
