package io.beton.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.time.StoppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Replicas that share a database share their limits. */
class LimiterIT {
    private static final DataSource DATABASE = IngestDatabase.fresh();
    private static final TestLimits LIMITS = TestLimits.of(0.5, 100, 300);
    private static final Duration LONG = Duration.ofHours(2);

    private final StoppedClock clock = StoppedClock.at("2026-01-01T00:00:00Z");
    private final PostHogProject project = new PostHogProject("http://localhost", String.valueOf(System.nanoTime()));
    private final Limiter one = TestLimiter.of(DATABASE, LIMITS, clock);
    private final Limiter other = TestLimiter.of(DATABASE, LIMITS, clock);

    private Limiter limiter(Rest rest) {
        return TestLimiter.resting(DATABASE, LIMITS, clock, rest);
    }

    @Test
    void aPauseHoldsForEveryReplicaAndPriority() {
        // Given
        Instant until = clock.instant().plusSeconds(43);
        try (Lease lease = one.take(project, Priority.HISTORY, LONG)) {
            lease.pause(Duration.ofSeconds(43));
        }
        try (Lease shorter = TestLimiter.of(DATABASE, LIMITS, clock).take(project, Priority.HISTORY, LONG)) {
            assertThat(clock.instant()).isAfterOrEqualTo(until);
            shorter.pause(Duration.ofSeconds(40));
        }

        // When, Then
        for (Priority priority : Priority.values()) {
            assertThatThrownBy(() -> other.take(project, priority, Duration.ofSeconds(39)))
                    .isInstanceOf(NoRoom.class)
                    .hasMessageContaining("PostHog asked to be left alone");
        }
        assertThat(other.view(project).pausedUntil()).isPresent();
        assertThat(other.view(new PostHogProject("http://localhost", "another")).pausedUntil())
                .isEmpty();
    }

    @Test
    void aLeaseOfACrashedReplicaEnds() {
        // Given
        one.take(project, Priority.POLL, LONG);
        one.take(project, Priority.POLL, LONG);
        Instant before = clock.instant();

        // When
        Lease third = other.take(project, Priority.POLL, LONG);

        // Then
        assertThat(clock.instant()).isAfter(before.plus(LIMITS.answerWithin()));
        assertThat(other.view(project).inFlight().used()).isEqualTo(1);
        third.close();
    }

    @Test
    void whoWaitedInVainWaitsNoMore() {
        // Given
        Lease first = one.take(project, Priority.POLL, LONG);
        Lease second = one.take(project, Priority.POLL, LONG);

        // When
        assertThatThrownBy(() -> other.take(project, Priority.POLL, Duration.ofSeconds(5)))
                .isInstanceOf(NoRoom.class)
                .hasMessageContaining("other requests of ours go first");
        first.close();
        second.close();

        // Then
        one.take(project, Priority.TAXONOMY, Duration.ZERO).close();
    }

    @Test
    void historiesLeaveBytesToOthersAndPollsGoOn() {
        // Given
        try (Lease full = one.take(project, Priority.POLL, LONG)) {
            full.bytesLeft(48_000_000);
        }
        try (Lease used = one.take(project, Priority.POLL, LONG)) {
            used.bytesLeft(23_000_000);
        }

        // When
        other.take(project, Priority.POLL, Duration.ZERO).close();
        assertThatThrownBy(() -> other.take(project, Priority.HISTORY, Duration.ofMinutes(25)))
                .isInstanceOf(NoRoom.class)
                .hasMessageContaining("byte budget");

        // Then
        other.take(project, Priority.HISTORY, Duration.ofMinutes(35)).close();
        assertThat(other.view(project).bytesLeft()).contains(23_000_000L);
    }

    @Test
    void threadsOfAllReplicasKeepTheLimitsTogether() {
        // Given
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Queue<Instant> asked = new ConcurrentLinkedQueue<>();

        // When
        List<CompletableFuture<Void>> readers = IntStream.range(0, 8)
                .mapToObj(reader -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 8; i++) {
                        Limiter replica = reader % 2 == 0 ? one : other;
                        Lease lease = replica.take(project, Priority.values()[reader % Priority.values().length], LONG);
                        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                        asked.add(clock.instant());
                        inFlight.decrementAndGet();
                        lease.close();
                    }
                }))
                .toList();
        readers.forEach(CompletableFuture::join);

        // Then
        assertThat(most.get()).isLessThanOrEqualTo(LIMITS.concurrent());
        assertThat(asked)
                .hasSize(64)
                .allSatisfy(first -> assertThat(asked)
                        .filteredOn(time -> !time.isBefore(first) && time.isBefore(first.plus(LimitPolicy.MINUTE)))
                        .hasSizeLessThanOrEqualTo(50));
    }

    /** The history came first, with both places taken; the poll came last and is the first to go. */
    @Test
    void aPollGetsTheNextPlaceBeforeAHistoryThatWaitsLonger() {
        // Given
        Lease first = one.take(project, Priority.HISTORY, LONG);
        Lease second = one.take(project, Priority.HISTORY, LONG);
        Waiting history = new Waiting(Priority.HISTORY);
        Waiting taxonomy = new Waiting(Priority.TAXONOMY);
        Waiting poll = new Waiting(Priority.POLL);

        // When
        first.close();
        history.look();
        taxonomy.look();

        // Then
        assertThat(history.taken).isNotDone();
        assertThat(taxonomy.taken).isNotDone();
        poll.look();
        poll.goes();
        taxonomy.look();
        assertThat(taxonomy.taken).isNotDone();
        history.look();
        history.goes();
        taxonomy.look();
        taxonomy.goes();
        second.close();
    }

    /** As many as there are signals may wait; each leaves room at its side. */
    @Test
    void identitiesThatHaveFilledTheirPartKeepNoHistoryBack() {
        // Given
        for (int i = 0; i < 25; i++) {
            one.take(project, Priority.IDENTITY, LONG).close();
        }
        Waiting identity = new Waiting(Priority.IDENTITY);

        // When
        other.take(project, Priority.HISTORY, Duration.ZERO).close();

        // Then
        assertThat(identity.taken).isNotDone();
        clock.forward(LimitPolicy.MINUTE);
        identity.look();
        identity.goes();
    }

    /** Waits in a thread of its own, and looks when the test says so. */
    private final class Waiting implements Rest {
        private final Semaphore looks = new Semaphore(0);
        private final Semaphore looked = new Semaphore(0);
        private final CompletableFuture<Lease> taken;

        private Waiting(Priority priority) {
            // a thread of its own: the common pool may have fewer than there are who wait
            taken = CompletableFuture.supplyAsync(
                    () -> limiter(this).take(project, priority, LONG), task -> new Thread(task).start());
            looked.acquireUninterruptibly();
        }

        /** Returns when it rests again or has its place. */
        void look() {
            taken.thenRun(looked::release);
            looks.release();
            looked.acquireUninterruptibly();
        }

        void goes() {
            assertThat(taken).isCompleted();
            taken.join().close();
        }

        @Override
        public void upTo(Duration longest) throws InterruptedException {
            looked.release();
            looks.acquire();
        }

        @Override
        public void end() {
            // it looks when it is told
        }
    }
}
