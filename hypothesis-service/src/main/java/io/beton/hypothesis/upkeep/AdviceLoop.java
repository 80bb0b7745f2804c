package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.advisor.Advisor;
import io.beton.hypothesis.proposal.Advising;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Asks the advisor for as long as the service lives, if there is one. */
@Singleton
final class AdviceLoop {
    private final Optional<Advisor> advisor;
    private final Advising advising;
    private final Database database;

    AdviceLoop(Optional<Advisor> advisor, Advising advising, Database database) {
        this.advisor = advisor;
        this.advising = advising;
        this.database = database;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        advisor.ifPresent(there -> loops.start("advice", () -> new AdviceSession(there, advising, database)));
    }
}
