package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final ConnectionId SLOW = new ConnectionId("con_slow");
    private static final ConnectionId QUICK = new ConnectionId("con_quick");
    private final SideBySide workers = new SideBySide("test", 2);

    @AfterEach
    void end() {
        workers.breakOff();
    }

    @Test
    void oneThatHangsDelaysNoOther() throws InterruptedException {
        // Given
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        workers.start(SLOW, () -> awaited(hanging));

        // When
        workers.start(QUICK, done::countDown);

        // Then
        assertThat(done.await(40, TimeUnit.SECONDS)).isTrue();
        assertThat(workers.busy(SLOW)).isTrue();
        hanging.countDown();
    }

    @Test
    void oneThatFailedIsNotBusyAnyMore() throws InterruptedException {
        // Given
        CountDownLatch done = new CountDownLatch(1);
        SideBySide one = new SideBySide("test", 1);

        // When
        one.start(SLOW, () -> {
            throw new IllegalStateException("it failed");
        });
        one.start(QUICK, done::countDown);

        // Then
        assertThat(done.await(40, TimeUnit.SECONDS)).isTrue();
        assertThat(one.busy(SLOW)).isFalse();
        one.stop();
    }

    @Test
    void whatIsUnderWayGoesOnUntilItIsBrokenOffAndNothingElseBegins() throws InterruptedException {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean late = new AtomicBoolean();
        SideBySide one = new SideBySide("test", 1);
        one.start(SLOW, () -> {
            begun.countDown();
            if (!awaited(never)) {
                interrupted.countDown();
            }
        });
        one.start(QUICK, () -> late.set(true));
        awaited(begun);

        // When
        one.stop();

        // Then
        assertThat(one.endsWithin(Duration.ZERO)).isFalse();
        one.breakOff();
        assertThat(one.endsWithin(Duration.ofSeconds(40))).isTrue();
        assertThat(interrupted.getCount()).isZero();
        assertThat(late).isFalse();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
