package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.id.SinkId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final SinkId DEAD = new SinkId("dead");
    private static final SinkId ALIVE = new SinkId("alive");

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger left = new AtomicInteger(100);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void aLaneWhoseAttemptsHangKeepsNoThreadFromAnother() throws InterruptedException {
        // Given
        Lane dead = new Lane(DEAD, 2, this::hang);
        Lane alive = new Lane(ALIVE, 2, this::attempt);
        dead.wake();
        await().until(() -> threads.size() == 2);
        // When
        alive.wake();
        await().until(() -> left.get() <= 0);
        // Then
        assertThat(threads)
                .filteredOn(thread -> thread.getName().endsWith("dead"))
                .hasSize(2);
        assertThat(dead.awaitEnd(Duration.ZERO)).isFalse();
        end(dead, alive);
    }

    @Test
    void aLaneIsNoWiderThanItsBindingAllows() throws InterruptedException {
        // Given
        Lane lane = new Lane(DEAD, 2, this::hang);
        // When
        for (int i = 0; i < 10; i++) {
            lane.wake();
        }
        await().until(() -> threads.size() == 2);
        // Then
        end(lane);
        assertThat(threads).hasSize(2);
    }

    @Test
    void anAttemptThatBreaksIsFollowedByOthers() throws InterruptedException {
        // Given
        Lane lane = new Lane(ALIVE, 1, sink -> {
            if (left.getAndDecrement() == 100) {
                throw new IllegalStateException("broken on purpose");
            }
            return Optional.empty();
        });
        // When
        await().until(() -> {
            lane.wake();
            return left.get() < 99;
        });
        // Then
        end(lane);
    }

    @Test
    void whatIsToldAfterTheEndIsNotHeard() throws InterruptedException {
        // Given
        Lane lane = new Lane(ALIVE, 1, this::attempt);
        lane.end();
        // When
        lane.wake();
        // Then
        end(lane);
        assertThat(threads).isEmpty();
    }

    private Optional<Duration> hang(SinkId sink) {
        threads.add(Thread.currentThread());
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<Duration> attempt(SinkId sink) {
        threads.add(Thread.currentThread());
        return left.decrementAndGet() > 0 ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private void end(Lane... lanes) throws InterruptedException {
        released.countDown();
        for (Lane lane : lanes) {
            lane.end();
            assertThat(lane.awaitEnd(Duration.ofSeconds(30))).isTrue();
        }
    }
}
