package io.beton.router.live;

import io.beton.kit.store.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Forgets the subjects of hypotheses that are over, or whose connection is deleted.
 *
 * <p>Reads: hypotheses and connections. Writes: deletes from {@code subject_state}, {@code warm} and {@code member}. On failure: the
 * next sweep deletes.
 */
@Singleton
final class StateSweeper {
    private static final Logger LOG = Logger.getLogger(StateSweeper.class);

    private final HypothesesView hypotheses;
    private final StateStore states;
    private final Database database;

    StateSweeper(HypothesesView hypotheses, StateStore states, Database database) {
        this.hypotheses = hypotheses;
        this.states = states;
        this.database = database;
    }

    @Scheduled(
            every = "${beton.router.live.sweep-every:PT1M}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void sweep() {
        List<VersionKey> ended = hypotheses.ended();
        if (!ended.isEmpty()) {
            int deleted = database.transaction(connection -> states.deleteUpTo(connection, ended));
            if (deleted > 0) {
                LOG.infof("states of ended hypotheses deleted: rows=%d", deleted);
            }
        }
    }
}
