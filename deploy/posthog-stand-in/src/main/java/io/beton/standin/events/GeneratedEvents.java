package io.beton.standin.events;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.duckdb.DuckDBConnection;

/**
 * Many events without properties, for measurements: {@code event_0}, {@code event_1}, ... of {@code person_0}, {@code
 * person_1}, ..., evenly spread over a time, each taken in a second and a half after it happened.
 *
 * <p>Writes: the tables of events, persons and event definitions. On failure: nothing is stored.
 *
 * @param series makes them other events than those of another series
 */
public record GeneratedEvents(String series, long events, int persons, int names, Instant from, Instant to) {
    private static final String PERSON = "CAST(md5(concat('person:', distinct_id)) AS UUID)";
    private static final String EVENTS =
            "INSERT INTO captured_events SELECT CAST(md5(concat(CAST(? AS VARCHAR), ':', i)) AS UUID),"
                    + " concat('event_', hash(i) % CAST(? AS UBIGINT)), '{}', happened, happened + INTERVAL 1500 MILLISECONDS,"
                    + " distinct_id, '', NULL, NULL, " + PERSON
                    + ", CAST(? AS TIMESTAMP), '{}', 'full', '', '', '', '', ''"
                    + " FROM (SELECT i, CAST(? AS TIMESTAMP) + to_microseconds(CAST(i * CAST(? AS DOUBLE) AS BIGINT)) AS happened,"
                    + " concat('person_', hash(i + 1000003) % CAST(? AS UBIGINT)) AS distinct_id"
                    + " FROM range(CAST(? AS BIGINT)) AS numbers(i))";
    private static final String NEW_PERSONS =
            " FROM (SELECT concat('person_', i) AS distinct_id FROM range(CAST(? AS BIGINT)) AS numbers(i))"
                    + " WHERE distinct_id NOT IN (SELECT distinct_id FROM person_distinct_ids)";
    private static final String DEFINITIONS =
            "INSERT INTO event_definitions SELECT name, CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP)"
                    + " FROM (SELECT concat('event_', i) AS name FROM range(CAST(? AS BIGINT)) AS numbers(i))"
                    + " WHERE name NOT IN (SELECT name FROM event_definitions)";

    public GeneratedEvents {
        if (events < 1 || persons < 1 || names < 1 || !from.isBefore(to)) {
            throw new IllegalArgumentException("there must be events, persons, names and some time for them");
        }
    }

    void store(DuckDBConnection connection) throws SQLException {
        LocalDateTime start = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
        LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC);
        double step = (double) ChronoUnit.MICROS.between(from, to) / events;
        Rows.execute(connection, EVENTS, series, names, start, start, step, persons, events);
        Rows.execute(
                connection,
                "INSERT INTO persons SELECT " + PERSON + ", CAST(? AS TIMESTAMP), '{}', false" + NEW_PERSONS,
                start,
                persons);
        Rows.execute(
                connection, "INSERT INTO person_distinct_ids SELECT distinct_id, " + PERSON + NEW_PERSONS, persons);
        Rows.execute(connection, DEFINITIONS, start, end, names);
    }
}
