package io.beton.router.identity;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import io.beton.router.sink.Wanted;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who subjects are that were asked for together, for the deliveries that come next and for other bindings that want the
 * same of them: in memory alone, and for half a minute at most.
 */
@Singleton
final class KnownSubjects {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<Whose, Known> known = new ConcurrentHashMap<>();

    KnownSubjects(Clock clock) {
        this.clock = clock;
    }

    void put(Whose whose, SubjectIdentity identity) {
        known.put(whose, new Known(identity, clock.instant().plus(LONGEST)));
    }

    Optional<SubjectIdentity> find(Whose whose) {
        Instant now = clock.instant();
        return Optional.ofNullable(known.get(whose))
                .filter(found -> found.until().isAfter(now))
                .map(Known::identity);
    }

    @Scheduled(every = "PT10S", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void forget() {
        Instant now = clock.instant();
        known.values().removeIf(found -> !found.until().isAfter(now));
    }

    int size() {
        return known.size();
    }

    /** Whose subjects are asked about in one question. */
    record Asker(ConnectionId connection, Subject of) {
        static Asker of(Signal signal) {
            return new Asker(
                    signal.connectionId(),
                    new Subject(signal.subject().kind(), signal.subject().groupType()));
        }
    }

    /** A subject, and what is asked of it. */
    record Whose(Asker asker, SubjectId subject, Wanted wanted) {
        static Whose of(Signal signal, Wanted wanted) {
            return new Whose(Asker.of(signal), signal.subject().id(), wanted);
        }
    }

    private record Known(SubjectIdentity identity, Instant until) {}
}
