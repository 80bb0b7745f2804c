package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.id.SinkId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final SinkId SINK = new SinkId("sink");

    private final AtomicInteger attempts = new AtomicInteger();
    private Runnable meanwhile = () -> {};
    private final Lanes lanes = new Lanes(this::open);

    @Test
    void aLaneThatIsMadeWhileTheServiceEndsAttemptsNothingAndEnds() throws InterruptedException {
        // Given
        meanwhile = lanes::stop;

        // When
        lanes.wake(SINK);

        // Then
        assertThat(lanes.endsWithin(Duration.ofSeconds(30))).isTrue();
        assertThat(attempts).hasValue(0);
    }

    @Test
    void nothingIsOpenedAfterTheEnd() throws InterruptedException {
        // Given
        AtomicInteger opened = new AtomicInteger();
        meanwhile = opened::incrementAndGet;
        lanes.stop();

        // When
        lanes.wake(SINK);

        // Then
        assertThat(opened).hasValue(0);
        assertThat(lanes.endsWithin(Duration.ZERO)).isTrue();
    }

    private Lane open(SinkId sink) {
        meanwhile.run();
        return new Lane(sink, 1, ignored -> {
            attempts.incrementAndGet();
            return Optional.of(Duration.ZERO);
        });
    }
}
