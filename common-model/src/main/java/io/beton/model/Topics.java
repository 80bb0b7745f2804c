package io.beton.model;

import java.time.Duration;
import java.util.List;

/**
 * The map of the system: every Kafka topic with its key, payload, writer and readers.
 *
 * <p>A topic name is written nowhere else in Java. Topics with one partition carry few records and are read whole by
 * every instance of their readers; their offsets order all that was said on them. Who writes a compacted topic follows it
 * too, to keep it whole.
 *
 * <p>The others may have any number of partitions, but {@code history} and {@code events} must have the same, for {@link
 * io.beton.model.event.SubjectBucket} puts a subject of both on the partition of one number.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: a record that its reader cannot understand goes to {@link
 * Topic#deadLetter}, and the reader goes on.
 */
public final class Topics {
    /** Where nobody says otherwise as they are made; what runs takes the number from the broker. */
    private static final int BUCKETS = 4;

    public static final Topic CONNECTIONS =
            compacted("connections", "connection", "ConnectionFacts (JSON)", "ingest", List.of("hypothesis", "router"));
    public static final Topic TAXONOMY =
            compacted("taxonomy", "connection", "Taxonomy (JSON)", "ingest", List.of("hypothesis"));
    public static final Topic HYPOTHESES =
            compacted("hypotheses", "hypothesis id", "Hypothesis (JSON)", "hypothesis", List.of("ingest", "router"));
    public static final Topic HISTORY_REQUESTS = kept(
            "history-requests",
            "request",
            "HistoryRequest (JSON)",
            "hypothesis",
            List.of("ingest", "backtest", "router"),
            1,
            Duration.ofDays(1));
    public static final Topic HISTORY = kept(
            "history",
            "subject bucket",
            "HistoryRecord (Protocol Buffers)",
            "ingest",
            List.of("backtest", "router"),
            BUCKETS,
            Duration.ofHours(6));
    public static final Topic BACKTEST_PARTIALS = kept(
            "backtest-partials",
            "request",
            "PartialCounts (JSON)",
            "backtest",
            List.of("backtest"),
            BUCKETS,
            Duration.ofDays(1));
    public static final Topic BACKTESTS = kept(
            "backtests",
            "hypothesis id",
            "BacktestResult (JSON)",
            "backtest",
            List.of("hypothesis"),
            BUCKETS,
            Duration.ofDays(90));
    public static final Topic SEARCH_SCORES = kept(
            "search-scores",
            "request",
            "SearchScores (JSON)",
            "backtest",
            List.of("hypothesis"),
            BUCKETS,
            Duration.ofDays(1));
    public static final Topic EVENTS = kept(
            "events",
            "subject bucket",
            "EventBatch (Protocol Buffers)",
            "ingest",
            List.of("router"),
            BUCKETS,
            Duration.ofHours(24));
    public static final Topic SIGNALS = kept(
            "signals",
            "subject",
            "Signal (CloudEvents 1.0, binary mode, JSON)",
            "router",
            List.of("everybody"),
            BUCKETS,
            Duration.ofDays(30));

    private Topics() {}

    /** Every topic that carries work, without the dead-letter topics beside them. */
    public static List<Topic> all() {
        return List.of(
                CONNECTIONS,
                TAXONOMY,
                HYPOTHESES,
                HISTORY_REQUESTS,
                HISTORY,
                BACKTEST_PARTIALS,
                BACKTESTS,
                SEARCH_SCORES,
                EVENTS,
                SIGNALS);
    }

    private static Topic compacted(String name, String key, String payload, String writer, List<String> readers) {
        return new Topic("beton." + name, key, payload, writer, readers, 1, Cleanup.COMPACT, Duration.ofDays(7));
    }

    private static Topic kept(
            String name,
            String key,
            String payload,
            String writer,
            List<String> readers,
            int partitions,
            Duration retention) {
        return new Topic("beton." + name, key, payload, writer, readers, partitions, Cleanup.DELETE, retention);
    }

    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** One topic; {@code retention} counts only where records are deleted by age. */
    public record Topic(
            String name,
            String key,
            String payload,
            String writer,
            List<String> readers,
            int partitions,
            Cleanup cleanup,
            Duration retention) {

        /** Where a reader puts a record of this topic that it could not understand. */
        public Topic deadLetter() {
            return new Topic(
                    name + ".dead-letter",
                    key,
                    "as the source",
                    "the reader",
                    List.of("people"),
                    1,
                    Cleanup.DELETE,
                    Duration.ofDays(30));
        }
    }
}
