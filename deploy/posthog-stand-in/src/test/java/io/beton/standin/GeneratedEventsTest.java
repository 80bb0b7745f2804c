package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.standin.events.GeneratedEvents;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratedEventsTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
    private final Client client = new Client(standIn);

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void asManyAsAskedForAreThereOnceEach() {
        // When
        standIn.generate(new GeneratedEvents("a", 1_000, 20, 5, FROM, FROM.plus(Duration.ofDays(10))));
        standIn.generate(new GeneratedEvents("b", 500, 30, 5, FROM, FROM.plus(Duration.ofDays(10))));

        // Then
        assertThat(client.query("SELECT count(), uniq(uuid), uniq(person_id), uniq(event), min(timestamp),"
                                + " max(timestamp) < toDateTime('2026-01-11T00:00:00Z') FROM events")
                        .rows())
                .containsExactly("[1500,1500,30,5,\"2026-01-01T00:00:00Z\",1]");
        assertThat(client.query("SELECT count() FROM persons").rows()).containsExactly("[30]");
        assertThat(standIn.eventCount()).isEqualTo(1_500);
    }

    @Test
    void theirPersonsAreKnownWhenTheyComeAgain() {
        // Given
        standIn.generate(new GeneratedEvents("a", 100, 3, 2, FROM, FROM.plus(Duration.ofDays(1))));

        // When
        standIn.capture("event_0", "person_1", JsonNodeFactory.instance.objectNode());

        // Then
        assertThat(client.query("SELECT uniq(person_id) FROM events").rows()).containsExactly("[3]");
    }
}
