package io.beton.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostHogProjectTest {
    @ParameterizedTest
    @CsvSource({
        "https://eu.posthog.com, 12, https://eu.posthog.com, 12",
        "HTTPS://EU.PostHog.com:443/, 012, https://eu.posthog.com, 12",
        "http://eu.posthog.com:80, 0, http://eu.posthog.com, 0",
        "http://localhost:8010, 1, http://localhost:8010, 1",
        "https://localhost:80, 1, https://localhost:80, 1"
    })
    void oneProjectIsOneHoweverItIsWritten(URI written, String id, String host, String project) {
        // When, Then
        assertThat(PostHogProject.of(written, id)).isEqualTo(new PostHogProject(host, project));
    }
}
