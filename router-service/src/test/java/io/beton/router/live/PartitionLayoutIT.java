package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.beton.model.Topics;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.servers.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The state of subjects lies under the number of their partition, so their number may not change behind its back. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class PartitionLayoutIT extends RouterContract {
    private static final int PARTITIONS = Servers.partitions();

    @Inject
    PartitionLayout layout;

    @Test
    void everyPartitionOfTheBrokerIsKnownWhoeverReadsIt() {
        awaitConsumed();
        assertThat(number("select count(*) from router.consumed where topic = ?", Topics.EVENTS.name()))
                .isEqualTo(PARTITIONS);
        assertThat(number("select count(*) from router.consumed where topic = ?", Topics.HISTORY.name()))
                .isEqualTo(PARTITIONS);
    }

    @Test
    void addedPartitionsAreRefusedAndReadinessSaysWhy() {
        // Given
        awaitConsumed();
        // When
        assertThatThrownBy(() -> layout.require(topic -> PARTITIONS + 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 13 partitions")
                .hasMessageContaining("made for 12");
        // Then
        RestAssured.get("/q/health/ready").then().statusCode(503).body(containsString("made for 12"));
        layout.require(topic -> PARTITIONS);
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void historyOnOtherPartitionsThanEventsIsRefused() {
        // Given
        awaitConsumed();
        // When
        assertThatThrownBy(() -> layout.require(topic -> topic.equals(Topics.HISTORY.name()) ? 4 : PARTITIONS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Topics.HISTORY.name() + " has 4");
        // Then
        RestAssured.get("/q/health/ready").then().statusCode(503);
        layout.require(topic -> PARTITIONS);
    }
}
