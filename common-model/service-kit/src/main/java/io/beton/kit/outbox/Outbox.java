package io.beton.kit.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import io.beton.kit.trace.TracedRecords;
import io.beton.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Facts that a transaction of this service wants on Kafka: the row is the fact, the relay carries it on.
 *
 * <p>Reads and writes: the table {@code outbox} of the service's schema. On failure: throws, and the caller's
 * transaction rolls back. The table is {@code (id bigserial primary key, topic text not null, key text not null, headers
 * text not null, payload bytea)}.
 */
public final class Outbox {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final String table;

    public Outbox(String schema) {
        this.table = schema + ".outbox";
    }

    /** Appends within the caller's transaction; a null payload is a tombstone. */
    public void append(Connection connection, String topic, String key, Map<String, String> headers, byte[] payload)
            throws SQLException {
        append(connection, List.of(new Entry(0, topic, key, headers, payload)));
    }

    /** Appends many at once; their ids are ignored. What is traced says in its headers what it came of. */
    public void append(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + table + " (topic, key, headers, payload) values (?, ?, ?, ?)")) {
            for (Entry entry : entries) {
                insert.setString(1, entry.topic());
                insert.setString(2, entry.key());
                insert.setString(3, Json.text(TracedRecords.stamped(entry.headers())));
                insert.setBytes(4, entry.payload());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The oldest entries; appenders take their ids in transactions of their own, so a later id may show up first. */
    List<Entry> oldest(Connection connection, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, topic, key, headers, payload from " + table + " order by id limit ?")) {
            select.setInt(1, most);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            headers(row.getString(4)),
                            row.getBytes(5)));
                }
            }
            return entries;
        }
    }

    /** How many entries wait, and no more than this. */
    long waiting(Connection connection, int most) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from (select 1 from " + table + " limit ?) waiting")) {
            select.setInt(1, most);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void delete(Connection connection, List<Entry> entries) throws SQLException {
        Object[] ids = entries.stream().map(Entry::id).toArray();
        try (PreparedStatement delete = connection.prepareStatement("delete from " + table + " where id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids));
            delete.executeUpdate();
        }
    }

    /** Makes this transaction the only relay of the outbox until it ends; false where another one is at it. */
    boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, table);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return Json.mapper().readValue(json, HEADERS);
        } catch (IOException e) {
            throw new UncheckedIOException("[outbox] headers are not readable", e);
        }
    }

    /** One record to be published. */
    public record Entry(long id, String topic, String key, Map<String, String> headers, byte[] payload) {
        ProducerRecord<String, byte[]> record() {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, payload);
            headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            return record;
        }
    }
}
