package io.beton.ingest.store;

import io.beton.kit.loop.DatabaseAway;
import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Logs what scheduled looks failed for: one line while the database is away, since the next look comes soon; else all. */
@ApplicationScoped
class FailedLooks {
    private static final Logger LOG = Logger.getLogger(FailedLooks.class);

    void failed(@Observes FailedExecution failed) {
        String look = failed.getExecution().getTrigger().getMethodDescription();
        Throwable failure = failed.getException();
        DatabaseAway.reason(failure)
                .ifPresentOrElse(
                        reason -> LOG.errorf("the database is away: look=%s reason=%s", look, reason),
                        () -> LOG.errorf(failure, "scheduled look failed: look=%s", look));
    }
}
