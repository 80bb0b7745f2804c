package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.beton.standin.Client.Reply;
import io.beton.standin.fault.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
    private final Client client = new Client(standIn);

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void theNextQueriesMeetAPlannedFault() {
        standIn.faults().next(2, Fault.answering(503, "{\"code\":\"busy\"}").withHeader("Retry-After", "1"));

        assertThat(client.get("/api/projects/1/").status()).isEqualTo(200);
        Reply first = client.query("SELECT 1");
        assertThat(first.status()).isEqualTo(503);
        assertThat(first.code()).isEqualTo("busy");
        assertThat(first.header("Retry-After")).contains("1");
        assertThat(client.query("SELECT 1").status()).isEqualTo(503);
        assertThat(client.query("SELECT 1").status()).isEqualTo(200);
    }

    @Test
    void aFaultCanBePlannedOverHttp() {
        client.post(
                "/_standin/faults",
                "{\"count\": 1, \"path\": \"groups_types\", \"status\": 504, \"body\": \"<html>\", \"headers\": {\"Content-Type\": \"text/html\"}}");

        Reply reply = client.get("/api/projects/1/groups_types/");
        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.text()).isEqualTo("<html>");
        assertThat(reply.header("Content-Type")).contains("text/html");
        assertThat(client.get("/_standin/requests").json().get(1).path("status").asInt())
                .isEqualTo(504);
    }

    @Test
    void aConnectionCanBeCutInTheMiddleOfTheBody() {
        standIn.faults().next(1, Fault.cutting());

        assertThatThrownBy(() -> client.query("SELECT arrayJoin(range(90))")).isInstanceOf(UncheckedIOException.class);
        assertThat(client.query("SELECT 1").status()).isEqualTo(200);
    }

    @Test
    void aFaultCanWaitForAQueryOfAName() {
        standIn.faults().next(1, "mine", Fault.answering(503, "{}"));

        assertThat(client.query("SELECT 1").status()).isEqualTo(200);
        assertThat(standIn.faults().waiting()).isEqualTo(1);
        Reply mine = client.query("SELECT 1", "{'name': 'mine'}");
        assertThat(mine.status()).isEqualTo(503);
        assertThat(standIn.faults().waiting()).isZero();
    }

    @Test
    void whatIsDelayedGoesOnWhenFaultsAreCleared() {
        standIn.faults().next(1, Fault.delaying(Duration.ofHours(1)));
        CompletableFuture<Reply> delayed = CompletableFuture.supplyAsync(() -> client.query("SELECT 1"));
        await().until(() -> standIn.faults().waiting() == 0);

        standIn.faults().clear();

        assertThat(delayed.join().status()).isEqualTo(200);
    }

    @Test
    void aFaultWithAnImpossibleStatusIsRefused() {
        assertThat(client.post("/_standin/faults", "{\"status\": 7}").status()).isEqualTo(400);
    }
}
