package io.beton.ingest.limit;

import io.beton.kit.store.Database;
import io.beton.model.Json;
import io.beton.model.hogql.HogQl;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Remembers for a while, for all replicas, which queries were too much for PostHog, so that none is asked twice.
 *
 * <p>Reads and writes: the table {@code heavy_query}. On failure: throws; the query is not asked, or may be asked again.
 */
@ApplicationScoped
public class HeavyQueries {
    private final Database database;
    private final LimitConfig config;
    private final Clock clock;

    HeavyQueries(DataSource database, LimitConfig config, Clock clock) {
        this.database = new Database(database);
        this.config = config;
        this.clock = clock;
    }

    /** What makes two queries the same: project, text and values. */
    public static String hash(PostHogProject project, HogQl query) {
        String whole = Json.text(List.of(project.host(), project.id(), query.text(), new TreeMap<>(query.values())));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What PostHog said when it refused the query; nothing where it may be asked. */
    public Optional<String> said(String hash) {
        return database.transaction(sql -> {
            try (PreparedStatement select =
                    sql.prepareStatement("select said from ingest.heavy_query where hash = ? and until > ?")) {
                select.setString(1, hash);
                select.setTimestamp(2, Timestamp.from(clock.instant()));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    public void remember(String hash, String said) {
        database.transaction(sql -> {
            try (PreparedStatement clear = sql.prepareStatement("delete from ingest.heavy_query where until <= ?");
                    PreparedStatement insert =
                            sql.prepareStatement("insert into ingest.heavy_query (hash, said, until) values (?, ?, ?)"
                                    + " on conflict (hash) do update set until = excluded.until")) {
                clear.setTimestamp(1, Timestamp.from(clock.instant()));
                clear.executeUpdate();
                insert.setString(1, hash);
                insert.setString(2, said);
                insert.setTimestamp(3, Timestamp.from(clock.instant().plus(config.heavyFor())));
                return insert.executeUpdate();
            }
        });
    }
}
