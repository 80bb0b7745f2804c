package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995), section 3.2. */
class FalseDiscoveryTest {
    private static final double[] PUBLISHED = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0000
    };

    @Test
    void fourOfTheFifteenPublishedTestsAreRejected() {
        double[] qValues = FalseDiscovery.qValues(PUBLISHED);
        assertThat(Arrays.stream(qValues).filter(q -> q <= 0.05).count()).isEqualTo(4);
        assertThat(qValues[0]).isEqualTo(0.0015, within(1e-12));
        assertThat(qValues[3]).isEqualTo(0.0095 * 15 / 4, within(1e-12));
        // ranks 5 to 8 take the smallest that follows, 0.0298 * 15 / 7 before 0.0344 * 15 / 8
        assertThat(qValues[4]).isEqualTo(0.0201 * 15 / 5, within(1e-12));
        assertThat(qValues[5]).isEqualTo(0.0298 * 15 / 7, within(1e-12));
        assertThat(qValues[14]).isEqualTo(1);
    }

    @Test
    void theOrderOfTheTestsDoesNotMatter() {
        // Given
        double[] reversed = new double[PUBLISHED.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = PUBLISHED[PUBLISHED.length - 1 - i];
        }

        // When
        double[] qValues = FalseDiscovery.qValues(reversed);

        // Then
        double[] straight = FalseDiscovery.qValues(PUBLISHED);
        for (int i = 0; i < reversed.length; i++) {
            assertThat(qValues[i]).isEqualTo(straight[reversed.length - 1 - i]);
        }
    }

    @Test
    void aloneQIsP() {
        assertThat(FalseDiscovery.qValues(0.03)).containsExactly(0.03);
        assertThat(FalseDiscovery.qValues()).isEmpty();
    }
}
