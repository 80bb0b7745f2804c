package io.beton.standin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.standin.Client;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private final PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        standIn.close();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    @Test
    void loadsAnEventLog() throws IOException {
        standIn.loadCsv(
                file(
                        "case:concept:name,org,concept:name,time:timestamp\r\nc1,\"A, \"\"B\"\"\",Close it,2011-10-12 08:26:25.398\r\n"
                                + "c1,,Open,2011-10-11 13:45:40.276\r\nc2,x,Open,2011-10-11T13:45:40+02:00\r\n"),
                CsvFile.Columns.xes());
        Client client = new Client(standIn);

        assertThat(client.query(
                                "SELECT distinct_id, event, timestamp, created_at = timestamp, properties.org, person.created_at FROM events ORDER BY timestamp")
                        .rows())
                .containsExactly(
                        "[\"c2\",\"Open\",\"2011-10-11T11:45:40Z\",1,\"x\",\"2011-10-11T11:45:40Z\"]",
                        "[\"c1\",\"Open\",\"2011-10-11T13:45:40.276000Z\",1,null,\"2011-10-11T13:45:40.276000Z\"]",
                        // a property keeps the escapes of its JSON, as in PostHog
                        "[\"c1\",\"Close it\",\"2011-10-12T08:26:25.398000Z\",1,\"A, \\\\\\\"B\\\\\\\"\",\"2011-10-11T13:45:40.276000Z\"]");
    }

    @Test
    void saysWhatIsWrongWithAnEventLog() throws IOException {
        Path file = file("case,activity,time\nc1,Open,yesterday\n");

        assertThatThrownBy(() -> standIn.loadCsv(file, CsvFile.Columns.xes()))
                .hasMessageContaining("has no column 'case:concept:name'; its columns are [case, activity, time]");
        assertThatThrownBy(() -> standIn.loadCsv(file, new CsvFile.Columns("case", "activity", "time")))
                .hasMessageContaining("row 2")
                .hasMessageContaining("'yesterday' is no time");
    }

    @Test
    void loadsCaptureEventsLineByLine() throws IOException {
        standIn.loadNdjson(file(
                "{\"event\":\"a\",\"distinct_id\":\"p\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"created_at\":\"2026-01-02T00:00:00Z\"}\n\n"
                        + "{\"event\":\"b\",\"distinct_id\":\"p\"}\n"));

        assertThat(new Client(standIn)
                        .query("SELECT event, created_at < '2026-02-01' FROM events ORDER BY event")
                        .rows())
                .containsExactly("[\"a\",1]", "[\"b\",0]");
    }

    @Test
    void aBadLineIsNamedAndNothingIsLoaded() throws IOException {
        Path file = file("{\"event\":\"a\",\"distinct_id\":\"p\"}\n{\"event\":\"b\"}\n");

        assertThatThrownBy(() -> standIn.loadNdjson(file))
                .hasMessageContaining("line 2")
                .hasMessageContaining("empty distinct_id");
        assertThat(standIn.eventCount()).isZero();
        assertThat(new Client(standIn).value("SELECT count() FROM persons")).isEqualTo("0");
    }
}
