package io.beton.bench;

import io.beton.servers.Servers;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How the ingest-service is started: beside this process's broker and database, and with as good as no limits. */
final class IngestProcess {
    /** Little, so that memory that grows with a history would be seen. */
    static final String HEAP = "-Xmx256m";

    private IngestProcess() {}

    static ServiceProcess start() throws IOException {
        return ServiceProcess.start(
                "ingest-service",
                List.of(HEAP),
                Servers.bootstrapServers(),
                Servers.freshDatabase(),
                Map.of(
                        "BETON_INGEST_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]),
                        "BETON_INGEST_ALLOW_HTTP", "true",
                        "BETON_INGEST_ALLOWED_HOSTS", "localhost",
                        // what PostHog's limits make us wait is known, and not measured here
                        "BETON_INGEST_LIMIT_REQUESTS_PER_MINUTE", "1000000",
                        "BETON_INGEST_LIMIT_REQUESTS_PER_HOUR", "1000000",
                        "BETON_INGEST_POLL_SETTLE", "PT1S",
                        "BETON_INGEST_POLL_OVERLAP", "PT1S"));
    }
}
