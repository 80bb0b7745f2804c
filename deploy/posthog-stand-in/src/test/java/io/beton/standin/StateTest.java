package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    @TempDir
    private Path folder;

    private static void tell(PostHogStandIn standIn) {
        standIn.capture("visit", "anon", Client.json("{'$groups': {'organization': 'acme'}}"));
        standIn.capture("$identify", "ann", Client.json("{'$anon_distinct_id': 'anon', '$set': {'email': 'a'}}"));
        standIn.capture(
                "$groupidentify",
                "ann",
                Client.json("{'$group_type': 'organization', '$group_key': 'acme', '$group_set': {'n': 1}}"));
    }

    @Test
    void aRestartGoesOnFromWhatIsThere() {
        try (PostHogStandIn first =
                PostHogStandIn.start(StandInConfig.defaults().withState(folder))) {
            tell(first);
        }
        try (PostHogStandIn second =
                PostHogStandIn.start(StandInConfig.defaults().withState(folder))) {
            second.capture("visit", "anon", Client.json("{'$groups': {'team': 't'}}"));
            Client client = new Client(second);

            assertThat(second.eventCount()).isEqualTo(4);
            assertThat(client.query("SELECT uniq(person_id), count() FROM events")
                            .rows())
                    .containsExactly("[1,4]");
            assertThat(client.query("SELECT properties.email, is_identified FROM persons")
                            .rows())
                    .containsExactly("[\"a\",true]");
            assertThat(client.query(
                                    "SELECT group_0.properties.n, $group_1 FROM events WHERE event = 'visit' ORDER BY created_at")
                            .rows())
                    .containsExactly("[1.0,\"\"]", "[null,\"t\"]");
            assertThat(client.get("/api/projects/1/event_definitions/")
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void aKilledProcessLosesNothingThatWasConfirmed() throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader out = output(process)) {
            String url = out.readLine().split(" ")[2];
            for (int i = 0; i < 20; i++) {
                String body = "{\"api_key\":\"phc_stand_in\",\"event\":\"e\",\"distinct_id\":\"p" + i + "\"}";
                assertThat(new Client(url, "").post("/i/v0/e/", body).status()).isEqualTo(200);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (PostHogStandIn after =
                PostHogStandIn.start(StandInConfig.defaults().withState(folder))) {
            assertThat(new Client(after)
                            .query("SELECT count(), uniq(person_id) FROM events")
                            .rows())
                    .containsExactly("[20,20]");
            assertThat(new Client(after).value("SELECT count() FROM persons")).isEqualTo("20");
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInMain.class.getName(),
                        "--state",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void capturesAndQueriesDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        try (PostHogStandIn standIn =
                PostHogStandIn.start(StandInConfig.defaults().withState(folder))) {
            ExecutorService workers = Executors.newFixedThreadPool(4);
            List<Future<Integer>> work = IntStream.range(0, 80)
                    .mapToObj(i -> workers.submit(() -> i % 2 == 0
                            ? new Client(standIn)
                                    .post(
                                            "/e/",
                                            "{\"api_key\":\"phc_stand_in\",\"event\":\"e\",\"distinct_id\":\"p" + i % 7
                                                    + "\"}")
                                    .status()
                            : new Client(standIn)
                                    .query("SELECT person_id, count() FROM events GROUP BY person_id")
                                    .status()))
                    .toList();
            for (Future<Integer> each : work) {
                assertThat(each.get()).isEqualTo(200);
            }
            workers.shutdown();

            assertThat(new Client(standIn).value("SELECT count() FROM events")).isEqualTo("40");
            assertThat(new Client(standIn).value("SELECT count() FROM persons")).isEqualTo("7");
        }
    }
}
