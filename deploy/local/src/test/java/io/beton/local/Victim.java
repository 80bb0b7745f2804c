package io.beton.local;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A process that can be killed in the middle of its work, and comes back. */
enum Victim {
    INGEST(List.of(Work.READING), system -> system.aimAt("ingest"), system -> system.restartService("ingest")),
    ROUTER(
            List.of(Work.MATCHING, Work.DELIVERING),
            system -> system.aimAt("router"),
            system -> system.restartService("router")),
    POSTGRESQL(
            List.of(Work.ADVANCING, Work.MATCHING, Work.SETTLING),
            CrashSystem::aimAtPostgres,
            CrashSystem::restartPostgres),
    /** It takes what ingest publishes, and what the router does. */
    BROKER(List.of(Work.READING, Work.TELLING), system -> system.aimAt("kafka"), CrashSystem::restartKafka);

    private final List<Work> work;
    private final Function<CrashSystem, Runnable> aim;
    private final Consumer<CrashSystem> restart;

    Victim(List<Work> work, Function<CrashSystem, Runnable> aim, Consumer<CrashSystem> restart) {
        this.work = work;
        this.aim = aim;
        this.restart = restart;
    }

    /** What is cut off by its death. */
    List<Work> work() {
        return work;
    }

    /** What kills it, at once. */
    Runnable aim(CrashSystem system) {
        return aim.apply(system);
    }

    /**
     * Returns, once it is ready, what its death had cut off of what was seen under way: that was not finished as long as it
     * was dead; PostgreSQL cannot be asked before it is back.
     */
    Set<String> restart(CrashSystem system, Work work, Set<String> seen) {
        if (this == POSTGRESQL) {
            restart.accept(system);
            return system.processes().database().unfinished(work, seen);
        }
        Set<String> cutOff = system.processes().database().unfinished(work, seen);
        restart.accept(system);
        return cutOff;
    }
}
