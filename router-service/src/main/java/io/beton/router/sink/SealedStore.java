package io.beton.router.sink;

import io.beton.model.id.SinkId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sealed secrets of bindings, to be sealed anew.
 *
 * <p>Reads and writes: the table {@code sink}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class SealedStore {
    private final SecretSeal seal;

    SealedStore(SecretSeal seal) {
        this.seal = seal;
    }

    /** The bindings that have a secret. */
    List<SinkId> signing(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select sink_id from router.sink where secret is not null");
                ResultSet row = select.executeQuery()) {
            List<SinkId> signing = new ArrayList<>();
            while (row.next()) {
                signing.add(new SinkId(row.getString(1)));
            }
            return signing;
        }
    }

    /** Seals a binding's secret anew where a former master key had sealed it; false where there is nothing to do. */
    boolean renew(Connection connection, SinkId sink) throws SQLException {
        Optional<byte[]> renewed = secret(connection, sink).flatMap(closed -> seal.renewed(sink, closed));
        if (renewed.isPresent()) {
            try (PreparedStatement update =
                    connection.prepareStatement("update router.sink set secret = ? where sink_id = ?")) {
                update.setBytes(1, renewed.get());
                update.setString(2, sink.value());
                update.executeUpdate();
            }
        }
        return renewed.isPresent();
    }

    private static Optional<byte[]> secret(Connection connection, SinkId sink) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select secret from router.sink where sink_id = ? for update")) {
            select.setString(1, sink.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
