package io.beton.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void startsOverWithANewSessionAfterAFailure() {
        try (Loop loop = Loop.start("failing once", Failing::new)) {
            await().until(() -> told.contains("step 2"));
            assertThat(loop.alive()).isTrue();
        }
        assertThat(told).startsWith("open", "step 1", "close", "open", "step 2").endsWith("close");
    }

    @Test
    void aStepThatWaitsIsWokenWhenTheLoopEnds() {
        Loop loop = Loop.start("waiting", Waiting::new);
        await().until(() -> told.contains("waits"));

        loop.close();

        assertThat(loop.alive()).isFalse();
        assertThat(told).containsExactly("waits", "woken", "close");
    }

    @Test
    void whatIsBrokenOffIsClosedInOrderAndDoesNotStartOver() throws InterruptedException {
        // Given
        Loop loop = Loop.start("stuck", Stuck::new);
        await().until(() -> told.contains("stuck"));
        loop.stop();
        assertThat(loop.endsWithin(Duration.ZERO)).isFalse();

        // When
        loop.breakOff();

        // Then
        assertThat(loop.endsWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(loop.died()).isFalse();
        assertThat(told).containsExactly("stuck", "close, interrupted: false");
    }

    @Test
    void severalAreEndedSideBySide() {
        CountDownLatch bothWoken = new CountDownLatch(2);
        List<Loop> loops =
                List.of(Loop.start("one", () -> new Last(bothWoken)), Loop.start("other", () -> new Last(bothWoken)));
        await().until(() -> told.size() == 2);

        Loop.closeAll(loops);

        assertThat(loops).noneMatch(Loop::alive);
        assertThat(told).containsExactly("steps", "steps", "close", "close");
    }

    /** Its step ends when the others are told to end as well. */
    private final class Last implements Loop.Session {
        private final CountDownLatch allWoken;

        Last(CountDownLatch allWoken) {
            this.allWoken = allWoken;
        }

        @Override
        public void step() {
            told.add("steps");
            try {
                allWoken.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void wakeUp() {
            allWoken.countDown();
        }

        @Override
        public void close() {
            told.add("close");
        }
    }

    /** Hears of nothing but an interrupt. */
    private final class Stuck implements Loop.Session {
        @Override
        public void step() {
            told.add("stuck");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {
            told.add("close, interrupted: " + Thread.currentThread().isInterrupted());
        }
    }

    private final class Failing implements Loop.Session {
        Failing() {
            told.add("open");
        }

        @Override
        public void step() {
            if (!told.contains("step 1")) {
                told.add("step 1");
                throw new AssertionError("broken on purpose, and worse than an exception");
            }
            if (!told.contains("step 2")) {
                told.add("step 2");
            }
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {
            told.add("close");
        }
    }

    private final class Waiting implements Loop.Session {
        private final CountDownLatch woken = new CountDownLatch(1);

        @Override
        public void step() {
            told.add("waits");
            try {
                woken.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add("woken");
        }

        @Override
        public void wakeUp() {
            woken.countDown();
        }

        @Override
        public void close() {
            told.add("close");
        }
    }
}
