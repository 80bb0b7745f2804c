package io.beton.ingest.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.SourceFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaxonomyScheduleTest {
    @Test
    void whatIsTooMuchForPostHogIsLeftForADay() {
        // When, Then
        assertThat(TaxonomySchedule.pauseAfter(Kind.TOO_LARGE)).isEqualTo(Duration.ofDays(1));
        assertThat(TaxonomySchedule.pauseAfter(Kind.BUSY)).isEqualTo(Duration.ofMinutes(1));
    }
}
