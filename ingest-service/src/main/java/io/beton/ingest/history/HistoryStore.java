package io.beton.ingest.history;

import io.beton.kit.store.Database;
import io.beton.model.Json;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What became of the histories of the last weeks.
 *
 * <p>Reads and writes: the table {@code history}. On failure: throws, and the request is served again.
 */
@ApplicationScoped
public class HistoryStore {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST = 100;

    private final Database database;

    HistoryStore(DataSource source) {
        this.database = new Database(source);
    }

    /** Stores how far a request is, and forgets what is older than a month. */
    void put(ConnectionId connection, ReadHistory history) {
        database.transaction(sql -> {
            try (PreparedStatement upsert = sql.prepareStatement("""
                            insert into ingest.history (request, connection, started_at, document) values (?, ?, ?, ?)
                            on conflict (request)
                            do update set started_at = excluded.started_at, document = excluded.document
                            """);
                    PreparedStatement forget =
                            sql.prepareStatement("delete from ingest.history where started_at < ?")) {
                upsert.setString(1, history.requestId().value());
                upsert.setString(2, connection.value());
                upsert.setTimestamp(3, Timestamp.from(history.startedAt()));
                upsert.setString(4, Json.text(history));
                forget.setTimestamp(1, Timestamp.from(history.startedAt().minus(KEPT)));
                forget.executeUpdate();
                return upsert.executeUpdate();
            }
        });
    }

    /** The latest of a connection, latest first. */
    public List<ReadHistory> of(ConnectionId connection) {
        return database.transaction(sql -> {
            try (PreparedStatement select = sql.prepareStatement(
                    "select document from ingest.history where connection = ? order by started_at desc, request limit "
                            + MOST)) {
                select.setString(1, connection.value());
                List<ReadHistory> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(Json.read(row.getString(1), ReadHistory.class));
                    }
                }
                return found;
            }
        });
    }
}
