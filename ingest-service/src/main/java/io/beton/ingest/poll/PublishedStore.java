package io.beton.ingest.poll;

import io.beton.ingest.store.Transactions;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers what was published and will be read again, over restarts and for other replicas.
 *
 * <p>Reads and writes: the table {@code published}, in the transactions of others. On failure: throws; what was not
 * stored is published again.
 */
final class PublishedStore {
    private static final String OF_HOME = " ingest.published where connection = ? and pass = ? and kind = ?";

    private PublishedStore() {}

    static PublishedEvents read(Connection sql, Home home) throws SQLException {
        try (PreparedStatement select = Transactions.prepared(
                        sql,
                        "select events from" + OF_HOME + " and hypotheses = ? order by id",
                        home.connection.value(),
                        home.pass.name(),
                        home.kind(),
                        home.hypotheses);
                ResultSet row = select.executeQuery()) {
            PublishedEvents events = new PublishedEvents();
            while (row.next()) {
                events.restore(row.getBytes(1));
            }
            return events;
        }
    }

    /** Adds what is new; forgets what was published for other hypotheses or arrived before a time in microseconds. */
    static void write(Connection sql, Home home, PublishedEvents events, long from) throws SQLException {
        Transactions.update(
                sql,
                "delete from" + OF_HOME + " and (latest < ? or hypotheses <> ?)",
                home.connection.value(),
                home.pass.name(),
                home.kind(),
                from,
                home.hypotheses);
        Optional<PublishedEvents.Added> added = events.added(from);
        if (added.isPresent()) {
            Transactions.update(
                    sql,
                    "insert into ingest.published (connection, pass, kind, hypotheses, latest, events)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    home.connection.value(),
                    home.pass.name(),
                    home.kind(),
                    home.hypotheses,
                    added.get().latest(),
                    added.get().events());
        }
    }

    /** What of, in which pass, about which kind of subject and for which hypotheses it was published. */
    record Home(ConnectionId connection, Pass pass, Subject of, UUID hypotheses) {
        /** Empty for persons, whose kind has no type. */
        String kind() {
            return of.groupType().orElse("");
        }
    }
}
