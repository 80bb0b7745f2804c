package io.beton.bench;

import io.beton.ingest.history.Publication;
import io.beton.ingest.posthog.AnswerBody;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.RowReader;
import io.beton.model.Json;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hogql.SubjectColumn;
import io.beton.standin.PostHogStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From the wire to Kafka without the stand-in's part: its answers are recorded, and then read from memory by the code that
 * reads histories, on one thread, which publishes what comes of them to the broker.
 */
final class DecodeBench {
    private static final int PAGE = 50_000;
    private static final int FILLED = 40_000;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 7;
    private static final double NANOS = 1e9;

    private final PostHogStandIn standIn;
    private final BenchKafka kafka;
    private final HistoryRequest request;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    DecodeBench(PostHogStandIn standIn, BenchKafka kafka, HistoryRequest request) {
        this.standIn = standIn;
        this.kafka = kafka;
        this.request = request;
    }

    void run(int events) {
        List<EventQuery> queries = queries(events / FILLED + 1);
        List<byte[]> answers = queries.stream().map(this::answer).toList();
        long bytes = answers.stream().mapToLong(answer -> answer.length).sum();
        double[] seconds = new double[RUNS];
        double[] busy = new double[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            long busyBefore = threads.getCurrentThreadCpuTime();
            double took = Seconds.of(() -> replay(queries, answers, events));
            if (run >= 0) {
                seconds[run] = took;
                busy[run] = (threads.getCurrentThreadCpuTime() - busyBefore) / NANOS;
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(busy);
        System.out.printf(
                "%nfrom the wire to Kafka: recorded answers, read on one thread; the middle of %d runs%n", RUNS);
        System.out.printf(
                "%12s %12s %9s %12s %12s %18s%n",
                "events", "B/event", "seconds", "events/s", "core seconds", "events/core second");
        System.out.printf(
                "%,12d %12.0f %9.2f %,12.0f %12.2f %,18.0f%n",
                events,
                (double) bytes / events,
                seconds[RUNS / 2],
                events / seconds[RUNS / 2],
                busy[RUNS / 2],
                events / busy[RUNS / 2]);
    }

    private void replay(List<EventQuery> queries, List<byte[]> answers, int events) throws IOException {
        Publication publication = new Publication(request, kafka.publisher(), new SimpleMeterRegistry());
        long rows = 0;
        for (int i = 0; i < answers.size(); i++) {
            RowReader<EventQuery.End> reader = queries.get(i).reader(publication.page());
            AnswerBody.rows(new ByteArrayInputStream(answers.get(i)), reader);
            rows += reader.result().rows();
        }
        publication.end(World.END, Optional.empty());
        if (rows != events) {
            throw new IllegalStateException("[bench] " + rows + " of " + events + " events were recorded");
        }
    }

    private List<EventQuery> queries(int slices) {
        List<EventQuery> queries = new ArrayList<>();
        long step = (World.END - World.START) / slices + 1;
        for (long from = World.START; from < World.END; from += step) {
            queries.add(new EventQuery(
                    "beton_history",
                    SubjectColumn.PERSON,
                    request.selectors(),
                    request.counted(),
                    Range.ofTimestamps(from, Math.min(from + step, World.END)),
                    PAGE));
        }
        return queries;
    }

    private byte[] answer(EventQuery query) {
        HttpRequest asked = HttpRequest.newBuilder(
                        URI.create(standIn.url() + "/api/projects/" + standIn.projectId() + "/query/"))
                .header("Authorization", "Bearer phx_stand_in")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(PostHogSource.body(query.page(Optional.empty())))))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(asked, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
    }
}
