package io.beton.local;

import static io.beton.local.ReadSystem.until;

import java.util.Map;

/** The ingest of a running system, which can die and come back; what its counters say counts from its last start. */
final class IngestProcess {
    private static final String SERVICE = "ingest";

    private final LocalSystem system;
    private final Product product;

    IngestProcess(LocalSystem system, Product product) {
        this.system = system;
        this.product = product;
    }

    /** As {@code kill -9} does. */
    void kill() {
        system.child(SERVICE).kill();
    }

    /** From here on nothing is read again that lies before the cursor: what is lost is lost. */
    void startWithoutOverlap() {
        launch();
        untilItPolls();
    }

    /** The same, as far as it comes without its servers; nor does a deep pass read anything again. */
    void launch() {
        system.startService(
                SERVICE, Map.of("BETON_INGEST_POLL_OVERLAP", "PT0S", "BETON_INGEST_POLL_DEEP_EVERY", "P1D"));
        until(() -> Api.answers(system.uri(SERVICE).resolve("/q/health/live")));
    }

    void untilItPolls() {
        system.awaitService(SERVICE);
        until(() -> polls("ok") > 0);
    }

    long failedPolls() {
        return metric("beton_polls_total") - polls("ok") - polls("nothing_due");
    }

    /** How many events it has read and not known. */
    long newEvents() {
        return metric("beton_events_read_total") - metric("beton_events_repeated_total");
    }

    private long polls(String result) {
        return metric("beton_polls_total{result=\"" + result + "\"}");
    }

    /** The sum of everything whose name starts so. */
    private long metric(String start) {
        return product.metrics(SERVICE)
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
