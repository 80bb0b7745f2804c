package io.beton.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GoneTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void whoEndedIsGoneAlthoughNobodyAsksForItsStatus() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & exec sleep 120").start();
        try {
            await().atMost(LONGEST).until(() -> parent.children().findAny().isPresent());
            ProcessHandle child = parent.children().findAny().orElseThrow();

            assertThat(Gone.within(child, LONGEST)).isTrue();
            assertThat(child.isAlive()).as("it is still listed").isTrue();
            assertThat(Gone.within(parent.toHandle(), Duration.ofMillis(1))).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }
}
