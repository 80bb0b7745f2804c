package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Amsterdam goes from +01:00 to +02:00 on 29 March 2026 at 01:00 UTC. */
class TimezoneTest {
    private static final String RAW = "{'modifiers': {'convertToProjectTimezone': false}}";
    private static PostHogStandIn standIn;
    private static Client client;

    @BeforeAll
    static void start() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-29T12:00:00Z"), ZoneOffset.UTC);
        standIn = PostHogStandIn.start(
                StandInConfig.defaults().withClock(clock).withProject(1, "Dutch", "Europe/Amsterdam"));
        client = new Client(standIn);
        capture("2026-03-28T22:30:00Z");
        capture("2026-03-28T23:30:00Z");
        capture("2026-03-29T01:30:00.25Z");
        capture("2026-03-29T22:30:00Z");
    }

    private static void capture(String timestamp) {
        standIn.capture(Client.json("{'event': 'a', 'distinct_id': 'p', 'timestamp': '" + timestamp + "'}"));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void timesComeInTheProjectsZone() {
        var reply = client.query("SELECT timestamp FROM events ORDER BY timestamp");

        assertThat(reply.rows())
                .containsExactly(
                        "[\"2026-03-28T23:30:00+01:00\"]", "[\"2026-03-29T00:30:00+01:00\"]",
                        "[\"2026-03-29T03:30:00.250000+02:00\"]", "[\"2026-03-30T00:30:00+02:00\"]");
        assertThat(reply.types()).containsExactly("DateTime64(6, 'Europe/Amsterdam')");
    }

    @Test
    void unlessTheConversionIsTurnedOff() {
        var reply = client.query("SELECT timestamp, toDate(timestamp) FROM events ORDER BY timestamp LIMIT 2", RAW);

        assertThat(reply.rows())
                .containsExactly(
                        "[\"2026-03-28T22:30:00Z\",\"2026-03-28\"]", "[\"2026-03-28T23:30:00Z\",\"2026-03-28\"]");
        assertThat(reply.types()).containsExactly("DateTime64(6, 'UTC')", "Date");
    }

    @Test
    void daysAndHoursAreThoseOfTheZone() {
        assertThat(client.query("SELECT toDate(timestamp) AS day, count() FROM events GROUP BY day ORDER BY day")
                        .rows())
                .containsExactly("[\"2026-03-28\",1]", "[\"2026-03-29\",2]", "[\"2026-03-30\",1]");
        assertThat(client.query("SELECT DISTINCT toStartOfDay(timestamp) AS day FROM events ORDER BY day")
                        .rows())
                .containsExactly(
                        "[\"2026-03-28T00:00:00+01:00\"]",
                        "[\"2026-03-29T00:00:00+01:00\"]",
                        "[\"2026-03-30T00:00:00+02:00\"]");
        assertThat(client.query("SELECT toHour(timestamp) FROM events ORDER BY timestamp")
                        .rows())
                .containsExactly("[23]", "[0]", "[3]", "[0]");
        assertThat(client.value("SELECT now()")).isEqualTo("\"2026-03-29T14:00:00+02:00\"");
    }

    @Test
    void aDayAcrossTheChangeHasTwentyThreeHours() {
        assertThat(client.value("SELECT toDateTime('2026-03-28 12:00:00') + toIntervalDay(1)"))
                .isEqualTo("\"2026-03-29T12:00:00+02:00\"");
        assertThat(client.value("SELECT toDateTime('2026-03-28 12:00:00') + toIntervalHour(24)"))
                .isEqualTo("\"2026-03-29T13:00:00+02:00\"");
        assertThat(
                        client.value(
                                "SELECT dateDiff('hour', toDateTime('2026-03-28 12:00:00'), toDateTime('2026-03-29 12:00:00'))"))
                .isEqualTo("24");
    }

    @Test
    void bareTextsBesideTimesAreReadInTheZoneOfTheColumn() {
        assertThat(client.query("SELECT count() FROM events WHERE timestamp >= '2026-03-29 00:00:00'")
                        .rows())
                .containsExactly("[3]");
        assertThat(client.query("SELECT count() FROM events WHERE timestamp >= '2026-03-29 00:00:00'", RAW)
                        .rows())
                .containsExactly("[2]");
        assertThat(client.query(
                                "SELECT count() FROM events WHERE timestamp >= toDateTime64('2026-03-29 00:00:00', 6, 'UTC')")
                        .rows())
                .containsExactly("[2]");
        assertThat(client.query("SELECT count() FROM events WHERE timestamp >= '2026-03-29T00:00:00Z'")
                        .rows())
                .containsExactly("[2]");
    }
}
