package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FunctionsTest {
    private static PostHogStandIn standIn;
    private static Client client;

    @BeforeAll
    static void start() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-29T12:30:00.250Z"), ZoneOffset.UTC);
        standIn = PostHogStandIn.start(StandInConfig.defaults().withClock(clock));
        client = new Client(standIn);
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvFileSource(
            resources = "functions.csv",
            delimiterString = " ; ",
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = true)
    void aFunctionGivesWhatClickHouseGives(String expression, String expected) {
        assertThat(client.value("SELECT " + expression)).isEqualTo(expected);
    }
}
