package io.beton.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LoopsTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Work that ends when it is stopped, when it is broken off, or never. */
    private final class Told implements BackgroundWork {
        private final String name;
        private final String endsWhen;

        Told(String name, String endsWhen) {
            this.name = name;
            this.endsWhen = endsWhen;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean died() {
            return false;
        }

        @Override
        public void stop() {
            hear("stop");
        }

        @Override
        public boolean endsWithin(Duration longest) {
            hear("wait");
            return told.contains(name + ": " + endsWhen);
        }

        @Override
        public void breakOff() {
            hear("break off");
        }

        private void hear(String said) {
            told.add(name + ": " + said);
        }
    }

    @Test
    void allAreStoppedAtOnceAndNobodyIsBrokenOffWhereAllEnd() throws InterruptedException {
        // Given
        Loops loops = new Loops(() -> SHORT);
        loops.add(new Told("one", "stop"));
        loops.add(new Told("other", "stop"));

        // When
        loops.end();

        // Then
        assertThat(told).containsExactly("one: stop", "other: stop", "one: wait", "other: wait");
    }

    /** Also who had ended: another one that goes on may have had it begin something since. */
    @Test
    void whereOneDoesNotEndAllAreBrokenOffAndWaitedFor() throws InterruptedException {
        // Given
        Loops loops = new Loops(() -> SHORT);
        List<String> names = List.of("quick", "slow", "hopeless");
        loops.add(new Told("quick", "stop"));
        loops.add(new Told("slow", "break off"));
        loops.add(new Told("hopeless", "never"));

        // When
        loops.end();

        // Then
        assertThat(told)
                .containsExactlyElementsOf(Stream.of("stop", "wait", "break off", "wait")
                        .flatMap(each -> names.stream().map(name -> name + ": " + each))
                        .toList());
    }

    @Test
    void whatIsStartedWhileTheServiceEndsIsStopped() throws InterruptedException {
        Loops loops = new Loops(() -> SHORT);
        loops.end();

        loops.add(new Told("late", "stop"));

        assertThat(told).containsExactly("late: stop");
        assertThat(loops.ending()).isTrue();
    }

    @Test
    void whatIsRepeatedGoesOnAfterAFailureAndEndsWithTheService() throws InterruptedException {
        // Given
        Loops loops = new Loops(() -> Duration.ofMinutes(1));
        AtomicInteger times = new AtomicInteger();
        loops.every("repeated", SHORT, () -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        await().until(() -> times.get() > 2);

        // When
        loops.end();

        // Then
        assertThat(loops.works()).hasSize(1).noneMatch(BackgroundWork::died);
        assertThat(((Loop) loops.works().get(0)).alive()).isFalse();
    }

    /** One that comes during a turn may have come too late for it. */
    @Test
    void aNudgeCutsARestShortOrHasAnotherTurnFollowTheOneUnderWay() throws InterruptedException {
        // Given
        Loops loops = new Loops(() -> SHORT);
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch under = new CountDownLatch(1);
        Runnable nudge = loops.every("rare", Duration.ofDays(1), () -> {
            if (turns.incrementAndGet() == 2) {
                join(under);
            }
        });
        await().until(() -> turns.get() == 1);

        // When
        nudge.run();
        await().until(() -> turns.get() == 2);
        nudge.run();
        under.countDown();

        // Then
        await().until(() -> turns.get() == 3);
        loops.end();
        assertThat(loops.works())
                .allSatisfy(work -> assertThat(work.endsWithin(Duration.ZERO)).isTrue());
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
