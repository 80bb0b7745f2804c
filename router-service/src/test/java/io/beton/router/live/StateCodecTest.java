package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.match.Times;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final int FEW = 50;

    @Test
    void everyStateSurvivesItsBytes() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            SubjectState state = new SubjectState.Open(evidence(new Random(seed)));
            // Then
            assertThat(StateCodec.read(StateCodec.write(state))).isEqualTo(state);
        }
        for (SubjectState mark : SubjectState.Fired.values()) {
            assertThat(StateCodec.read(StateCodec.write(mark))).isEqualTo(mark);
        }
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
        assertThat(StateCodec.write(SubjectState.Fired.SIGNALLED)).hasSize(2);
        assertThat(StateCodec.write(new SubjectState.Open(evidence)).length).isLessThan(100 * 30);
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        // Given
        byte[] whole = StateCodec.write(new SubjectState.Open(evidence(new Random(1))));
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        byte[] later = whole.clone();
        later[0] = 2;
        // Then
        for (byte[] wrong : List.of(new byte[0], new byte[] {1}, new byte[] {1, 9}, longer, later)) {
            assertThatThrownBy(() -> StateCodec.read(wrong)).isInstanceOf(UncheckedIOException.class);
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StateCodec.read(cut)).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static Evidence evidence(Random random) {
        Evidence evidence = new Evidence();
        for (int i = random.nextInt(FEW); i > 0; i--) {
            evidence.add(event(random.nextLong() / 4, random.nextLong() / 4, random.nextInt(200)));
        }
        if (random.nextBoolean()) {
            evidence.seen(random.nextLong());
        }
        if (random.nextBoolean()) {
            evidence.born(random.nextLong());
        }
        return evidence;
    }

    private static MatchedEvent event(long timestamp, long createdAt, int selector) {
        BitSet selectors = new BitSet();
        selectors.set(selector);
        return new MatchedEvent(timestamp, createdAt, UUID.randomUUID(), selectors);
    }
}
