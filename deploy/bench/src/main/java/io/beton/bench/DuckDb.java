package io.beton.bench;

import io.beton.model.backtest.Counts;
import io.beton.model.match.Times;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The same numbers asked of DuckDB, on two threads: events as three narrow columns, sorted by what the queries ask for.
 */
final class DuckDb implements AutoCloseable {
    private static final String ANCHORS =
            "a AS (SELECT person, min(ts) AS t0 FROM events WHERE event = " + World.SIGNED_UP + " GROUP BY person), "
                    + "o AS (SELECT person, min(ts) AS first FROM events WHERE event = " + World.SUBSCRIBED
                    + " GROUP BY person)";
    private static final String FOUR =
            "count(*) FILTER (fired AND positive), count(*) FILTER (fired AND NOT positive), "
                    + "count(*) FILTER (NOT fired AND positive), count(*) FILTER (NOT fired AND NOT positive)";
    private static final long HORIZON = Asked.HORIZON_DAYS * Times.DAY;

    private final Connection connection;

    DuckDb(World world) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET threads = 2");
        run("CREATE TABLE unsorted (person INTEGER, event UTINYINT, ts BIGINT)");
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("main", "unsorted")) {
            for (int event = 0; event < world.events(); event++) {
                appender.beginRow();
                appender.append(world.person(event));
                appender.append((byte) world.name(event));
                appender.append(world.time(event));
                appender.endRow();
            }
        }
        run("CREATE TABLE events AS SELECT * FROM unsorted ORDER BY event, person, ts");
        run("DROP TABLE unsorted");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** One query for one anchored hypothesis. */
    Counts anchored(Asked asked) throws SQLException {
        long days = asked.days() * Times.DAY;
        return four("WITH " + ANCHORS
                + ", c AS (SELECT e.person, count(*) AS n FROM events e JOIN a ON e.person = a.person"
                + " WHERE e.event = " + asked.name() + " AND e.ts >= a.t0 AND e.ts < a.t0 + " + days
                + " GROUP BY e.person)"
                + " SELECT " + FOUR + " FROM (SELECT coalesce(c.n, 0) >= " + asked.atLeast() + " AS fired, "
                + positive(days) + " AS positive FROM a LEFT JOIN c USING (person) LEFT JOIN o USING (person) WHERE "
                + counted(days) + ")");
    }

    /** @param fired says of a person {@code w} and its window {@code [w.f, w.t)} whether it fires */
    Counts anchored(long length, String fired) throws SQLException {
        return four("WITH " + ANCHORS + " SELECT " + FOUR + " FROM (SELECT " + fired + " AS fired, " + positive(length)
                + " AS positive FROM (SELECT person, t0, t0 AS f, t0 + " + length
                + " AS t FROM a) w LEFT JOIN o ON o.person = w.person WHERE "
                + counted(length) + ")");
    }

    /**
     * One query for all: how many events of each name each person has within the days, as one row a person and name,
     * told as a histogram from which every threshold can be read.
     */
    List<Counts> byHistogram(List<Asked> asked) throws SQLException {
        Map<String, long[]> histogram = new HashMap<>();
        Map<Integer, long[]> all = new HashMap<>();
        for (int days : daysOf(asked)) {
            histogram(asked, days, histogram, all);
        }
        return asked.stream().map(one -> ofHistogram(one, histogram, all)).toList();
    }

    private void histogram(List<Asked> asked, int days, Map<String, long[]> histogram, Map<Integer, long[]> all)
            throws SQLException {
        long length = days * Times.DAY;
        String names = asked.stream()
                .filter(one -> one.days() == days)
                .map(one -> String.valueOf(one.name()))
                .distinct()
                .collect(Collectors.joining(", "));
        String kept = "k AS (SELECT a.person, t0, " + positive(length)
                + " AS positive FROM a LEFT JOIN o USING (person) WHERE " + counted(length) + ")";
        String query = "WITH " + ANCHORS + ", " + kept
                + ", c AS (SELECT e.person, e.event, any_value(k.positive) AS positive, count(*) AS n FROM events e JOIN k"
                + " ON e.person = k.person WHERE e.event IN (" + names + ") AND e.ts >= k.t0 AND e.ts < k.t0 + "
                + length
                + " GROUP BY e.person, e.event)"
                + " SELECT event, n, count(*) FILTER (positive), count(*) FILTER (NOT positive) FROM c GROUP BY event, n"
                + " UNION ALL SELECT -1, 0, count(*) FILTER (positive), count(*) FILTER (NOT positive) FROM k";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                long[] counts = {rows.getLong(3), rows.getLong(4)};
                if (rows.getInt(1) < 0) {
                    all.put(days, counts);
                } else {
                    histogram.put(days + " " + rows.getInt(1) + " " + rows.getLong(2), counts);
                }
            }
        }
    }

    private static Counts ofHistogram(Asked one, Map<String, long[]> histogram, Map<Integer, long[]> all) {
        long[] everybody = all.get(one.days());
        long below = 0;
        long belowPositive = 0;
        for (int n = 1; n < one.atLeast(); n++) {
            long[] counts = histogram.getOrDefault(one.days() + " " + one.name() + " " + n, new long[2]);
            belowPositive += counts[0];
            below += counts[1];
        }
        long tp = -belowPositive;
        long fp = -below;
        for (Map.Entry<String, long[]> entry : histogram.entrySet()) {
            if (entry.getKey().startsWith(one.days() + " " + one.name() + " ")) {
                tp += entry.getValue()[0];
                fp += entry.getValue()[1];
            }
        }
        return new Counts(tp, fp, everybody[0] - tp, everybody[1] - fp);
    }

    /** One query for all: a row a person, with a count for each name and days, asked four times for each hypothesis. */
    List<Counts> byColumns(List<Asked> asked) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        List<String> sums = new ArrayList<>();
        int longest = daysOf(asked).stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (Asked one : asked) {
            String n = "n" + one.name() + "_" + one.days();
            columns.add("count(*) FILTER (e.event = " + one.name() + " AND e.ts < a.t0 + " + one.days() * Times.DAY
                    + ") AS " + n);
            String fired = "coalesce(" + n + ", 0) >= " + one.atLeast();
            String counted = "counted" + one.days();
            String positive = "positive" + one.days();
            for (String kind : List.of(
                    fired + " AND " + positive,
                    fired + " AND NOT " + positive,
                    "NOT (" + fired + ") AND " + positive,
                    "NOT (" + fired + ") AND NOT " + positive)) {
                sums.add("count(*) FILTER (" + counted + " AND " + kind + ")");
            }
        }
        String frames = daysOf(asked).stream()
                .map(days -> counted(days * Times.DAY) + " AS counted" + days + ", " + positive(days * Times.DAY)
                        + " AS positive" + days)
                .collect(Collectors.joining(", "));
        String names =
                asked.stream().map(one -> String.valueOf(one.name())).distinct().collect(Collectors.joining(", "));
        String query = "WITH " + ANCHORS + ", c AS (SELECT e.person, " + String.join(", ", columns)
                + " FROM events e JOIN a ON e.person = a.person WHERE e.event IN (" + names
                + ") AND e.ts >= a.t0 AND e.ts < a.t0 + " + longest * Times.DAY + " GROUP BY e.person)"
                + " SELECT " + String.join(", ", sums) + " FROM (SELECT c.*, " + frames
                + " FROM a LEFT JOIN c USING (person) LEFT JOIN o USING (person))";
        List<Counts> counts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            for (int i = 0; i < asked.size(); i++) {
                counts.add(counts(row, 4 * i + 1));
            }
        }
        return counts;
    }

    /** One query for a daily rolling hypothesis. */
    Counts rolling(Asked asked) throws SQLException {
        return rolling(
                asked.days(),
                "SELECT DISTINCT person, ts // " + Times.DAY + " + 1 AS day FROM (SELECT person, ts, lag(ts, "
                        + (asked.atLeast() - 1)
                        + ") OVER (PARTITION BY person ORDER BY ts) AS earlier FROM events WHERE event = "
                        + asked.name() + ") WHERE ts - earlier < " + asked.days() * Times.DAY);
    }

    /** @param fired a query of person and day, of which the population of persons and days is at hand */
    Counts rolling(int days, String fired) throws SQLException {
        long lookback = days * Times.DAY;
        String landmark = " * " + Times.DAY;
        return four("WITH active AS (SELECT DISTINCT person, ts // " + Times.DAY + " AS day FROM events), "
                + "population AS (SELECT DISTINCT person, day + later AS day FROM active, range(1, "
                + (days + 1)
                + ") r(later)), "
                + "o AS (SELECT person, min(ts) AS first FROM events WHERE event = " + World.SUBSCRIBED
                + " GROUP BY person), "
                + "f AS (" + fired + ") "
                + "SELECT " + FOUR + " FROM (SELECT f.day IS NOT NULL AS fired, coalesce(o.first < p.day" + landmark
                + " + "
                + HORIZON
                + ", false) AS positive FROM population p LEFT JOIN f ON p.person = f.person AND p.day = f.day"
                + " LEFT JOIN o ON p.person = o.person WHERE p.day" + landmark + " - " + (lookback + Times.DAY) + " >= "
                + World.START + " AND p.day" + landmark + " + " + HORIZON + " <= " + World.END
                + " AND (o.first IS NULL OR o.first >= p.day" + landmark + "))");
    }

    private static Set<Integer> daysOf(List<Asked> asked) {
        return asked.stream().map(Asked::days).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String positive(long days) {
        return "coalesce(o.first < t0 + " + (days + HORIZON) + ", false)";
    }

    private static String counted(long days) {
        return "(t0 + " + (days + HORIZON) + " <= " + World.END + " AND (o.first IS NULL OR o.first >= t0 + " + days
                + "))";
    }

    private Counts four(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return counts(row, 1);
        }
    }

    private static Counts counts(ResultSet row, int from) throws SQLException {
        return new Counts(row.getLong(from), row.getLong(from + 1), row.getLong(from + 2), row.getLong(from + 3));
    }

    private void run(String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
