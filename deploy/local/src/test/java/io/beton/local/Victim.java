package io.beton.local;

import java.util.List;
import java.util.function.Consumer;

/** A process that can be killed, only while it has work, and comes back. */
enum Victim {
    INGEST(List.of(Work.READING), system -> system.killService("ingest"), system -> system.restartService("ingest")),
    ROUTER(
            List.of(Work.MATCHING, Work.DELIVERING),
            system -> system.killService("router"),
            system -> system.restartService("router")),
    POSTGRESQL(
            List.of(Work.READING, Work.MATCHING, Work.DELIVERING),
            CrashSystem::killPostgres,
            CrashSystem::restartPostgres),
    BROKER(List.of(Work.READING, Work.MATCHING), CrashSystem::killKafka, CrashSystem::restartKafka);

    private final List<Work> work;
    private final Consumer<CrashSystem> kill;
    private final Consumer<CrashSystem> restart;

    Victim(List<Work> work, Consumer<CrashSystem> kill, Consumer<CrashSystem> restart) {
        this.work = work;
        this.kill = kill;
        this.restart = restart;
    }

    /** What it takes part in. */
    List<Work> work() {
        return work;
    }

    boolean busy(InFlight now) {
        return work.stream().anyMatch(each -> each.underWay(now));
    }

    void kill(CrashSystem system) {
        kill.accept(system);
    }

    /** Whether its death left work undone that was under way; of PostgreSQL's nobody can ask before it is back. */
    boolean interrupted(CrashSystem system, Work work, InFlight before) {
        return work.underWay(this == POSTGRESQL ? before : system.left(before));
    }

    /** Returns when it is ready. */
    void restart(CrashSystem system) {
        restart.accept(system);
    }

    /** A part of the way from PostHog to a receiver. */
    enum Work {
        READING {
            @Override
            boolean underWay(InFlight now) {
                return now.polled() && now.unread() > 0;
            }
        },
        MATCHING {
            @Override
            boolean underWay(InFlight now) {
                return now.unmatched() > 0;
            }
        },
        DELIVERING {
            @Override
            boolean underWay(InFlight now) {
                return now.attempted() > 0;
            }
        };

        abstract boolean underWay(InFlight now);
    }
}
