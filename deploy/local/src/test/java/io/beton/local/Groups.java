package io.beton.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** The consumer groups of the services, as the broker sees them at this moment. */
final class Groups implements AutoCloseable {
    static final String HISTORIES = "beton-ingest";
    static final String RESULTS = "beton-hypothesis";
    static final String SIGNALS = "beton-hypothesis-signals";
    static final String COUNTING = "beton-backtest";
    static final String REPORTING = "beton-backtest-reduce";
    static final String MATCHING = "beton-router";

    private static final List<String> ALL = List.of(HISTORIES, RESULTS, SIGNALS, COUNTING, REPORTING, MATCHING);
    /** Threads that read in a backtest and match in a router, by default; each is a member. */
    static final int THREADS = 2;

    private final Admin admin;

    Groups(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** What they are where each service has so many instances. */
    static Map<String, Integer> of(int ingest, int hypothesis, int backtest, int router) {
        return new TreeMap<>(Map.of(
                HISTORIES,
                ingest,
                RESULTS,
                hypothesis,
                SIGNALS,
                hypothesis,
                COUNTING,
                backtest * THREADS,
                REPORTING,
                backtest,
                MATCHING,
                router * THREADS));
    }

    Map<String, Integer> members() {
        Map<String, Integer> members = new TreeMap<>();
        described(ALL)
                .forEach((group, described) ->
                        members.put(group, described.members().size()));
        return members;
    }

    ConsumerGroupDescription described(String group) {
        return described(List.of(group)).get(group);
    }

    private Map<String, ConsumerGroupDescription> described(List<String> groups) {
        try {
            return admin.describeConsumerGroups(groups).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
