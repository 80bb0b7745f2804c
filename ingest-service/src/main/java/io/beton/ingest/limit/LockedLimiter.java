package io.beton.ingest.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/**
 * A project's limits while nobody else can change them, within one transaction.
 *
 * <p>Reads and writes: the tables {@code limiter}, {@code counted_request}, {@code waiting_request}. On failure: throws.
 */
final class LockedLimiter {
    private final Connection sql;
    private final long id;
    private final Optional<Instant> pausedUntil;
    private final Optional<ByteBalance> bytes;

    private LockedLimiter(Connection sql, long id, Optional<Instant> pausedUntil, Optional<ByteBalance> bytes) {
        this.sql = sql;
        this.id = id;
        this.pausedUntil = pausedUntil;
        this.bytes = bytes;
    }

    /** Locks the project's row, made where there is none. */
    static LockedLimiter of(Connection sql, PostHogProject project) throws SQLException {
        Optional<LockedLimiter> known = locked(sql, project);
        if (known.isPresent()) {
            return known.get();
        }
        update(
                sql,
                "insert into ingest.limiter (host, project) values (?, ?) on conflict do nothing",
                project.host(),
                project.id());
        return locked(sql, project).orElseThrow();
    }

    /** A database that crashes may forget the last milliseconds of counting: nothing waits for its disk here. */
    private static Optional<LockedLimiter> locked(Connection sql, PostHogProject project) throws SQLException {
        try (PreparedStatement select = prepared(sql, """
                        select id, paused_until, bytes_left, bytes_at, bytes_high, bytes_high_at,
                            set_config('synchronous_commit', 'off', true)
                        from ingest.limiter where host = ? and project = ? for update
                        """, project.host(), project.id());
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            Optional<ByteBalance> bytes = row.getObject("bytes_left") == null
                    ? Optional.empty()
                    : Optional.of(new ByteBalance(
                            row.getLong("bytes_left"),
                            row.getTimestamp("bytes_at").toInstant(),
                            row.getLong("bytes_high"),
                            row.getTimestamp("bytes_high_at").toInstant()));
            return Optional.of(new LockedLimiter(
                    sql,
                    row.getLong("id"),
                    Optional.ofNullable(row.getTimestamp("paused_until")).map(Timestamp::toInstant),
                    bytes));
        }
    }

    Optional<Instant> pausedUntil() {
        return pausedUntil;
    }

    Optional<ByteBalance> bytes() {
        return bytes;
    }

    /** When the n-th latest request was counted; nothing where there are fewer. */
    Optional<Instant> latest(int nth) throws SQLException {
        try (PreparedStatement select = prepared(sql, """
                        select counted_at from ingest.counted_request where limiter = ?
                        order by counted_at desc offset ? limit 1
                        """, id, nth - 1);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
        }
    }

    /** How many were counted after a time; after now, those in flight. */
    int countedAfter(Instant time) throws SQLException {
        return (int)
                number("select count(*) from ingest.counted_request where limiter = ? and counted_at > ?", id, time);
    }

    /** Whether another waits that goes before a ticket. */
    boolean ahead(Ticket ticket, Instant now) throws SQLException {
        String query = """
                select count(*) from ingest.waiting_request
                where limiter = ? and seen_until > ? and (priority < ? or priority = ? and id < ?)
                """;
        Priority priority = ticket.priority();
        long place = ticket.place().orElse(Long.MAX_VALUE);
        return number(query, id, now, priority.behind(), priority.ordinal(), place) > 0;
    }

    /** The ticket's place among those who wait: the one it had, or behind all of its priority. */
    long place(Ticket ticket, Instant seenUntil) throws SQLException {
        long had = ticket.place().orElse(-1);
        int kept = update(sql, "update ingest.waiting_request set seen_until = ? where id = ?", seenUntil, had);
        String insert =
                "insert into ingest.waiting_request (limiter, priority, seen_until) values (?, ?, ?) returning id";
        return kept > 0 ? had : number(insert, id, ticket.priority().ordinal(), seenUntil);
    }

    void leave(Ticket ticket) throws SQLException {
        if (ticket.place().isPresent()) {
            update(
                    sql,
                    "delete from ingest.waiting_request where id = ?",
                    ticket.place().getAsLong());
        }
    }

    /** Counts a request that goes now. */
    long count(Instant leaseEnd) throws SQLException {
        return number(
                "insert into ingest.counted_request (limiter, counted_at) values (?, ?) returning id", id, leaseEnd);
    }

    void counted(long request, Instant at) throws SQLException {
        update(sql, "update ingest.counted_request set counted_at = ? where id = ?", at, request);
    }

    /** Forgets what is older than any window. */
    void clear(Instant before) throws SQLException {
        update(sql, "delete from ingest.counted_request where limiter = ? and counted_at <= ?", id, before);
        update(sql, "delete from ingest.waiting_request where limiter = ? and seen_until <= ?", id, before);
    }

    /** The longest pause holds. */
    void heard(LimitStore.Said said, Instant now) throws SQLException {
        if (said.pausedUntil().isPresent()) {
            // a pause must outlive a crash of the database
            number("select 1 from set_config('synchronous_commit', 'on', true)");
            update(
                    sql,
                    "update ingest.limiter set paused_until = greatest(paused_until, ?) where id = ?",
                    said.pausedUntil().get(),
                    id);
        }
        if (said.bytesLeft().isPresent()) {
            long left = said.bytesLeft().get();
            ByteBalance next = bytes.map(before -> before.next(left, now)).orElse(ByteBalance.first(left, now));
            update(sql, """
                    update ingest.limiter
                    set bytes_left = ?, bytes_at = ?, bytes_high = ?, bytes_high_at = ? where id = ?
                    """, next.left(), next.at(), next.high(), next.highAt(), id);
        }
    }

    private long number(String query, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, query, values);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int update(Connection sql, String statement, Object... values) throws SQLException {
        try (PreparedStatement prepared = prepared(sql, statement, values)) {
            return prepared.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection sql, String statement, Object... values) throws SQLException {
        PreparedStatement prepared = sql.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i] instanceof Instant time ? Timestamp.from(time) : values[i]);
        }
        return prepared;
    }
}
