package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Counts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherTestTest {

    /** The lady tasting tea: of eight cups she names three of the four right; (16 + 1) of 70 ways are as good. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 1, 3, 0.24285714285714285",
        "4, 0, 0, 4, 0.014285714285714285",
        "0, 4, 4, 0, 1",
        "1, 3, 3, 1, 0.9857142857142858"
    })
    void theTeaTastingComesOut(long tp, long fp, long fn, long tn, double pValue) {
        assertThat(FisherTest.pValue(new Counts(tp, fp, fn, tn))).isEqualTo(pValue, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "0, 0, 3, 5", "3, 5, 0, 0", "3, 0, 5, 0", "0, 3, 0, 5"})
    void nothingCanBeToldFromAnEmptyRowOrColumn(long tp, long fp, long fn, long tn) {
        assertThat(FisherTest.pValue(new Counts(tp, fp, fn, tn))).isEqualTo(1);
    }
}
