package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.SubjectId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.router.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next version of a hypothesis is another hypothesis. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class NewVersionIT extends RouterContract {

    @Test
    void theVersionBeforeIsSweptAndTheNextOneSignalsByItself() {
        // Given
        SubjectId subject = somebody(1);
        SubjectId halfWay = somebody(2);
        EventBatch.Event signedUp = event(subject, "signed_up", -5);
        EventBatch.Event first = event(subject, "invited", -4);
        EventBatch.Event second = event(subject, "invited", 2);
        world.approve(hypothesis, signedUp, first, event(halfWay, "signed_up", -5), event(halfWay, "invited", -4));
        world.live(second);
        awaitSignalled(subject);
        assertThat(kept(hypothesis, "v.version = 1")).isEqualTo(2);

        // When
        world.publish(hypothesis.in(HypothesisState.LIVE).paused(World.APPROVED.plus(Duration.ofHours(3))));
        world.publish(edited("proposed"));

        // Then
        await().atMost(SOON).until(() -> kept(hypothesis, "v.version = 1") == 0);
        world.live(event(halfWay, "invited", 4));
        awaitConsumed();
        assertThat(signalled()).containsExactly(subject.value());

        // When
        world.approve(edited("approved"), signedUp, first, second);
        world.live(event(subject, "invited", 6));
        world.live(event(subject, "invited", 7));

        // Then
        await().atMost(SOON).until(() -> signalled().size() == 2);
        assertThat(signalled()).containsOnly(subject.value());
        assertThat(signals("items.signal_id")).doesNotHaveDuplicates();
        assertThat(kept(hypothesis, "v.version = 2")).isEqualTo(1);
    }

    /** Twice as many invitations, in the next version. */
    private Hypothesis edited(String status) {
        ObjectNode json = Json.mapper().valueToTree(hypothesis);
        json.put("version", 2).put("status", status);
        ((ObjectNode) json.get("condition")).put("at_least", 4);
        return Json.read(Json.bytes(json), Hypothesis.class);
    }

    private List<String> signals(String path) {
        return RestAssured.given()
                .queryParam("hypothesis_id", hypothesis.hypothesisId().value())
                .get("/api/v1/signals")
                .jsonPath()
                .getList(path);
    }
}
