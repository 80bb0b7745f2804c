package io.beton.local;

import static io.beton.local.ReadSystem.now;
import static io.beton.local.ReadSystem.until;

import io.beton.standin.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What goes wrong with those who read and those whom they need.
 *
 * <p>Ingest that was killed comes back without an overlap, so that nothing but the cursor keeps events from being lost.
 */
final class ProcessTroubles {
    private static final String POLL = "beton_poll";
    private static final Duration UNTIL_CLEARED = Duration.ofMinutes(10);

    private ProcessTroubles() {}

    static List<Trouble> all() {
        return List.of(
                Trouble.of("ingest is killed while PostHog answers the second page", ProcessTroubles::killedAsking),
                Trouble.of("ingest is killed while Kafka has not acknowledged", ProcessTroubles::killedPublishing),
                Trouble.of(
                        "ingest is killed with all published, the cursor not advanced", ProcessTroubles::killedBefore),
                Trouble.of("ingest is killed when the cursor has just been advanced", ProcessTroubles::killedAfter),
                Trouble.of("ingest is killed and comes back before Kafka does", ProcessTroubles::backBeforeKafka),
                Trouble.of("PostgreSQL is restarted in the middle of a poll", ProcessTroubles::databaseRestarted),
                Trouble.of("Kafka is killed in the middle of a poll and comes back", ProcessTroubles::kafkaRestarted),
                Trouble.of("PostHog is away for longer than polls are patient, then busy", ProcessTroubles::away));
    }

    private static void killedAsking(ReadSystem system, Crowd crowd) {
        untilTheSecondPageIsAwaited(system, crowd);
        system.ingest().kill();
        system.postHog().faults().clear();
        system.ingest().startWithoutOverlap();
        system.capture(crowd.rest(now(), now()));
    }

    private static void killedPublishing(ReadSystem system, Crowd crowd) {
        long before = system.ingest().newEvents();
        AtomicReference<Frozen> kafka = new AtomicReference<>();
        system.database().betweenPolls(cursor -> {
            system.capture(crowd.rest(cursor, cursor));
            kafka.set(new Frozen(system.processes().child("kafka")));
        });
        until(() -> system.ingest().newEvents() > before);
        system.ingest().kill();
        kafka.get().thaw();
        system.ingest().startWithoutOverlap();
    }

    private static void killedBefore(ReadSystem system, Crowd crowd) throws SQLException {
        AtomicReference<Connection> held = new AtomicReference<>();
        system.database().betweenPolls(cursor -> {
            system.capture(crowd.rest(cursor, cursor));
            held.set(system.database().holdCursor());
        });
        until(system.database()::cursorWaits);
        system.ingest().kill();
        held.get().close();
        system.ingest().startWithoutOverlap();
    }

    private static void killedAfter(ReadSystem system, Crowd crowd) {
        AtomicReference<Instant> before = new AtomicReference<>();
        system.database().betweenPolls(cursor -> {
            system.capture(crowd.rest(cursor, cursor));
            before.set(cursor);
        });
        until(() -> system.database().cursor().isAfter(before.get()));
        system.ingest().kill();
        system.ingest().startWithoutOverlap();
    }

    private static void backBeforeKafka(ReadSystem system, Crowd crowd) {
        system.database().betweenPolls(cursor -> {
            system.capture(crowd.rest(cursor, cursor));
            system.ingest().kill();
        });
        Frozen kafka = new Frozen(system.processes().child("kafka"));
        system.ingest().launch();
        kafka.thaw();
        system.ingest().untilItPolls();
    }

    private static void databaseRestarted(ReadSystem system, Crowd crowd) {
        untilTheSecondPageIsAwaited(system, crowd);
        system.processes().child("postgres").close();
        system.postHog().faults().clear();
        system.untilAliveAndNotReady();
        system.capture(crowd.rest(now(), now()));
        system.processes().startPostgres();
        system.processes().awaitServers();
        system.untilReady();
    }

    private static void kafkaRestarted(ReadSystem system, Crowd crowd) {
        untilTheSecondPageIsAwaited(system, crowd);
        system.processes().child("kafka").kill();
        system.postHog().faults().clear();
        system.untilAliveAndNotReady();
        system.capture(crowd.rest(now(), now()));
        system.processes().startKafka();
        system.processes().awaitServers();
        system.untilReady();
    }

    private static void away(ReadSystem system, Crowd crowd) {
        untilTheSecondPageIsAwaited(system, crowd);
        long failed = system.ingest().failedPolls();
        system.postHogGoes();
        until(() -> system.ingest().failedPolls() > failed);
        system.postHogComesBack();
        system.postHog().faults().next(1000, "/", Fault.answering(503, "<html>busy</html>"));
        system.capture(crowd.rest(now(), now()));
        until(() -> system.ingest().failedPolls() > failed + 1);
        system.postHog().faults().clear();
    }

    /** Returns when a page of the crowd's events has been read, and the answer with the next one is waited for. */
    private static void untilTheSecondPageIsAwaited(ReadSystem system, Crowd crowd) {
        system.database().betweenPolls(cursor -> {
            system.capture(crowd.next(cursor, cursor));
            system.capture(crowd.next(cursor, cursor));
            system.postHog().faults().next(1, POLL, Fault.delaying(Duration.ZERO));
            system.postHog().faults().next(1, POLL, Fault.delaying(UNTIL_CLEARED));
        });
        until(() -> system.postHog().faults().waiting() == 0);
    }
}
