package io.beton.ingest.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.Range;
import org.junit.jupiter.api.Test;

class FrequentValuesTest {
    private static final Range MEASURED = Range.ofTimestamps(1_000, 31_000);

    @Test
    void whereThereAreFewEventsAllAreLookedAt() {
        // When, Then
        assertThat(FrequentValues.latest(MEASURED, 0, 10)).isEqualTo(MEASURED);
        assertThat(FrequentValues.latest(MEASURED, 10, 10)).isEqualTo(MEASURED);
    }

    @Test
    void whereThereAreManyTheLatestAreLookedAt() {
        // When, Then
        assertThat(FrequentValues.latest(MEASURED, 30, 10)).isEqualTo(Range.ofTimestamps(21_000, 31_000));
    }
}
