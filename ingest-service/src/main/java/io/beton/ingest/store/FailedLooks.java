package io.beton.ingest.store;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Logs what scheduled looks failed for: one line while the database is away, since the next look comes soon; else all. */
@ApplicationScoped
class FailedLooks {
    private static final Logger LOG = Logger.getLogger(FailedLooks.class);

    void failed(@Observes FailedExecution failed) {
        String look = failed.getExecution().getTrigger().getMethodDescription();
        Throwable failure = failed.getException();
        Optional<SQLException> away = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(FailedLooks::away)
                .findFirst();
        away.ifPresentOrElse(
                reason -> LOG.errorf("the database is away: look=%s reason=%s", look, reason.getMessage()),
                () -> LOG.errorf(failure, "scheduled look failed: look=%s", look));
    }

    /** It could not be connected, the connection broke, it is full, or it starts or ends; a pool says no state. */
    private static boolean away(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || Stream.of("08", "53", "57").anyMatch(state::startsWith);
    }
}
