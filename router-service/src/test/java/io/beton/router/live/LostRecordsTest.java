package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostRecordsTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        next, oldest, end, committed, lost
        0,    0,      0,   false,     false
        0,    0,      9,   false,     false
        5,    0,      9,   true,      false
        9,    9,      9,   true,      false
        5,    6,      9,   true,      true
        5,    0,      4,   true,      true
        5,    0,      9,   false,     true
        """)
    void recordsAreLostWhereTheTopicIsNotTheOneThatWasRead(
            long next, long oldest, long end, boolean committed, boolean lost) {
        assertThat(LostRecords.isLost(next, oldest, end, committed)).isEqualTo(lost);
    }
}
