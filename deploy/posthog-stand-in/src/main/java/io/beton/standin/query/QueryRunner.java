package io.beton.standin.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.beton.standin.events.EventDatabase;
import io.beton.standin.events.Events;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.HogQlParser;
import io.beton.standin.hogql.Parsed;
import io.beton.standin.hogql.Query;
import io.beton.standin.http.ApiError;
import io.beton.standin.translate.Footprint;
import io.beton.standin.translate.QueryTranslator;
import io.beton.standin.translate.Translated;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Parses, translates and executes one query.
 *
 * <p>Reads: every table of the event database. On failure: {@link ApiError} as PostHog would answer.
 */
final class QueryRunner implements AutoCloseable {
    static final int DEFAULT_ROWS = 100;
    static final int MOST_ROWS = 50_000;
    private static final int LONGEST_TEXT = 1_048_576;
    private static final int MILLIS_BETWEEN_CANCELS = 50;
    private static final String OFFSET_REFUSED =
            "OFFSET is not supported on queries made with a personal API key. For pagination, use keyset pagination on "
                    + "the `timestamp` column, e.g. `WHERE timestamp > :last_seen_timestamp ORDER BY timestamp LIMIT N`. "
                    + "For bulk data extraction, use batch exports: https://posthog.com/docs/cdp/batch-exports";

    private final EventDatabase database;
    private final Events events;
    private final String zone;
    private final Clock clock;
    private final BytesRead bytesRead;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stand-in-query-timer");
        thread.setDaemon(true);
        return thread;
    });

    QueryRunner(EventDatabase database, Events events, String zone, Clock clock) {
        this.database = database;
        this.events = events;
        this.zone = zone;
        this.clock = clock;
        this.bytesRead = new BytesRead(events);
    }

    QueryResult run(QueryRequest request, Duration most) {
        if (request.hogql().length() > LONGEST_TEXT) {
            throw ApiError.server(500, "Query size exceeded.");
        }
        try {
            Parsed parsed = HogQlParser.parse(request.hogql(), request.values());
            if (parsed.usesOffset()) {
                throw HogQlException.query(OFFSET_REFUSED);
            }
            boolean open = parsed.query() instanceof Query.Select select
                    && select.limit().isEmpty();
            Footprint footprint = new Footprint();
            ProjectSchema schema =
                    new ProjectSchema(events, zone, request.convertsTimes(), request.personMode(), clock.instant());
            Translated translated = new QueryTranslator(schema, footprint)
                    .translate(parsed.query().limited(open ? DEFAULT_ROWS + 1 : DEFAULT_ROWS, MOST_ROWS));
            return execute(translated, footprint, open, most);
        } catch (HogQlException e) {
            throw ApiError.invalid(e.code(), e.getMessage());
        }
    }

    private QueryResult execute(Translated translated, Footprint footprint, boolean open, Duration most) {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            // again and again, for DuckDB forgets it where the query has not begun yet
            Future<?> timer = timers.scheduleWithFixedDelay(
                    () -> cancel(statement), most.toMillis(), MILLIS_BETWEEN_CANCELS, TimeUnit.MILLISECONDS);
            ArrayNode rows;
            try (ResultSet result = statement.executeQuery(translated.sql())) {
                rows = new RowReader(translated.columns()).read(result);
            } finally {
                timer.cancel(false);
            }
            boolean more = open && rows.size() > DEFAULT_ROWS;
            if (more) {
                rows.remove(DEFAULT_ROWS);
            }
            return new QueryResult(
                    translated,
                    rows,
                    open ? Optional.of(DEFAULT_ROWS) : Optional.empty(),
                    more,
                    bytesRead.of(footprint, connection));
        } catch (SQLException e) {
            throw DuckFailure.explain(e, translated.sql());
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException finished) {
            // the query ended by itself in this instant
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
