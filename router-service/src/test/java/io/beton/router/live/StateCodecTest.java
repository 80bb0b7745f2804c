package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final int FEW = 50;

    @Test
    void everyStateSurvivesItsBytes() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            SubjectState state = new SubjectState.Open(evidence(random), landmarks(random));
            // Then
            assertThat(StateCodec.read(StateCodec.write(state))).isEqualTo(state);
        }
        assertThat(StateCodec.read(StateCodec.write(new SubjectState.Over()))).isEqualTo(new SubjectState.Over());
    }

    @Test
    void aMarkTakesTwoBytesAndAnEventAboutThirty() {
        // Given
        Evidence evidence = new Evidence();
        long at = 1_793_491_200_000_000L;
        for (int i = 0; i < 100; i++) {
            evidence.add(event(at + i * Times.HOUR, at + i * Times.HOUR + 3_000_000, i));
        }
        // Then
        assertThat(StateCodec.write(new SubjectState.Over())).hasSize(2);
        assertThat(StateCodec.write(new SubjectState.Open(evidence)).length).isLessThan(100 * 32);
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        // Given
        byte[] whole = StateCodec.write(new SubjectState.Open(evidence(new Random(1))));
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        byte[] later = whole.clone();
        later[0] = 3;
        // Then
        for (byte[] wrong : List.of(new byte[0], new byte[] {1}, new byte[] {1, 9}, longer, later)) {
            assertThatThrownBy(() -> StateCodec.read(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StateCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theFormBeforeThisOneIsRead() {
        // a first sight at 2, no birth, one event at 5 of delay 1 that matched selector 3
        byte[] first = new byte[26];
        System.arraycopy(new byte[] {1, 0, 1, 4, 0, 1, 10, 2}, 0, first, 0, 8);
        first[15] = 7;
        first[23] = 9;
        first[24] = 1;
        first[25] = 3;
        Evidence evidence = new Evidence();
        evidence.seen(new ActiveDay(2, 2, 0));
        evidence.add(new MatchedEvent(5, 6, new UUID(7, 9), BitSet.valueOf(new long[] {8}), Map.of()));

        assertThat(StateCodec.read(first)).isEqualTo(new SubjectState.Open(evidence));
        for (byte version = 1; version <= 2; version++) {
            for (byte mark = 1; mark <= 3; mark++) {
                assertThat(StateCodec.read(new byte[] {version, mark})).isEqualTo(new SubjectState.Over());
            }
        }
    }

    private static Landmarks landmarks(Random random) {
        return new Landmarks(
                random.nextBoolean() ? Landmarks.NEVER : random.nextLong() / 4,
                random.nextBoolean() ? Landmarks.NEVER : random.nextLong() / 4,
                LongStream.generate(random::nextLong)
                        .limit(random.nextInt(4))
                        .boxed()
                        .toList());
    }

    private static Evidence evidence(Random random) {
        Evidence evidence = new Evidence();
        for (int i = random.nextInt(FEW); i > 0; i--) {
            evidence.add(event(random.nextLong() / 4, random.nextLong() / 4, random.nextInt(200)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            long first = random.nextLong() / 4;
            evidence.seen(new ActiveDay(first, first + random.nextInt(1000), random.nextInt(2) * random.nextLong()));
        }
        if (random.nextBoolean()) {
            evidence.born(random.nextLong());
        }
        return evidence;
    }

    private static MatchedEvent event(long timestamp, long createdAt, int selector) {
        BitSet selectors = new BitSet();
        selectors.set(selector);
        Map<Integer, Long> values = selector % 3 == 0 ? Map.of(selector + 1, createdAt) : Map.of();
        return new MatchedEvent(timestamp, createdAt, UUID.randomUUID(), selectors, values);
    }
}
