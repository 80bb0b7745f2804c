package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.beton.hypothesis.Rest;
import io.beton.model.Json;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every step names the report that it rests on, and whoever doubts that can compute it again. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class AuditIT {
    private Lived lived;

    @BeforeEach
    void connect() {
        lived = new Lived();
    }

    @Test
    void theHashOfAStepIsThatOfTheReportAsItIsServed() throws NoSuchAlgorithmException {
        // Given
        String id = lived.live();
        Hypothesis live = lived.last(id);

        // When
        Rest.post("/hypotheses/" + id + "/retire", Map.of("by", "Bob", "comment", "had its day"))
                .statusCode(200);

        // Then
        List<String> hashes = Rest.get("/hypotheses/" + id + "/audit").extract().path("items.report_hash");
        String hash = hashes.get(2);
        assertThat(hashes).isEqualTo(Arrays.asList(null, null, hash, hash, hash, hash));
        byte[] served = Rest.get("/hypotheses/" + id + "/reports/" + hash)
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asByteArray();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(served)))
                .isEqualTo(hash);
        assertThat(Json.read(served, Report.class)).isEqualTo(live.backtest().orElseThrow());
    }

    @Test
    void eachReportIsKeptThoughAnotherFollows() {
        // Given
        String id = lived.scored(Verdict.FAILED);
        lived.answer(id, Verdict.PASSED);
        lived.company().fail(lived.backtest(id), "PostHog was away");

        // Then
        await().atMost(SOON).until(() -> Rest.status(id).equals("proposed"));
        List<String> hashes = Rest.get("/hypotheses/" + id + "/audit").extract().path("items.report_hash");
        assertThat(hashes).hasSize(7);
        assertThat(hashes.get(2)).isNotNull().isNotEqualTo(hashes.get(4));
        assertThat(hashes.get(6)).isNull();
        Rest.get("/hypotheses/" + id + "/reports/" + hashes.get(2)).body("verdict", is("failed"));
        Rest.get("/hypotheses/" + id + "/reports/" + hashes.get(4)).body("verdict", is("passed"));
        Rest.get("/hypotheses/" + id + "/reports/" + "0".repeat(64)).statusCode(404);
        Rest.get("/hypotheses/" + id + "/reports/last").statusCode(400).body("member", is("report_hash"));
    }
}
