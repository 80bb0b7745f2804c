package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.event.wire.HistoryRecordMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Takes the golden messages of a version from a system of that version, see {@code deploy/operations/upgrade.md}: of every
 * topic, and of every column that holds a serialized form, the smallest one of each shape.
 *
 * <p>Arguments: the broker's address, the database's JDBC URL, the folder of the version, which must be new, since what
 * was written once is never written again.
 */
final class GoldenCapture {
    private static final int MOST_SHAPES = 4;
    private static final String SERIALIZED = "select table_schema, table_name, column_name, data_type"
            + " from information_schema.columns where table_schema in ('ingest', 'hypothesis', 'router')"
            + " and table_name not like 'flyway%' and (data_type in ('jsonb', 'bytea')"
            + " or column_name in ('document', 'facts', 'headers')) order by 1, 2, 3";

    private final Path folder;

    private GoldenCapture(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        GoldenCapture capture = new GoldenCapture(Files.createDirectory(Path.of(arguments[2])));
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", arguments[0]), new StringDeserializer(), new ByteArrayDeserializer())) {
            for (Topics.Topic topic : Topics.all()) {
                capture.topic(consumer, topic);
            }
        }
        try (Connection sql = DriverManager.getConnection(arguments[1], "postgres", "postgres");
                Statement statement = sql.createStatement();
                ResultSet column = statement.executeQuery(SERIALIZED)) {
            while (column.next()) {
                capture.column(
                        sql, column.getString(1) + "." + column.getString(2), column.getString(3), column.getString(4));
            }
        }
    }

    private void topic(KafkaConsumer<String, byte[]> consumer, Topics.Topic topic) throws IOException {
        Map<String, ConsumerRecord<String, byte[]>> byShape = new TreeMap<>();
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                byShape.merge(
                        shape(topic, record.value()),
                        record,
                        (one, other) -> one.value().length <= other.value().length ? one : other);
            }
        }
        int number = 0;
        for (ConsumerRecord<String, byte[]> record : byShape.values().stream()
                .sorted(Comparator.comparing(each -> -shape(topic, each.value()).length()))
                .limit(MOST_SHAPES)
                .toList()) {
            ObjectNode golden = Json.mapper().createObjectNode().put("key", record.key());
            ObjectNode headers = golden.putObject("headers");
            record.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            put(golden, record.value(), !isProtobuf(topic));
            write(topic.name() + "." + ++number, golden);
        }
    }

    private void column(Connection sql, String table, String column, String type) throws SQLException, IOException {
        Map<String, ObjectNode> byShape = new TreeMap<>();
        try (Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery("select * from " + table + " where " + column
                        + " is not null order by length(" + column + "::text) limit 2000")) {
            while (row.next()) {
                ObjectNode golden = Json.mapper().createObjectNode();
                ObjectNode beside = golden.putObject("beside");
                ResultSetMetaData columns = row.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    if (!List.of("jsonb", "bytea").contains(columns.getColumnTypeName(i))
                            && !columns.getColumnName(i).equals(column)
                            && row.getString(i) != null
                            && row.getString(i).length() < 200) {
                        beside.put(columns.getColumnName(i), row.getString(i));
                    }
                }
                boolean text = !type.equals("bytea");
                put(golden, text ? row.getString(column).getBytes(StandardCharsets.UTF_8) : row.getBytes(column), text);
                byShape.putIfAbsent(text ? shapeOfJson(row.getString(column)) : "", golden);
            }
        }
        int number = 0;
        for (Map.Entry<String, ObjectNode> each : byShape.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
                .limit(MOST_SHAPES)
                .toList()) {
            write(table + "." + column + "." + ++number, each.getValue());
        }
        if (number == 0) {
            System.out.println("nothing stands in " + table + "." + column);
        }
    }

    private static void put(ObjectNode golden, byte[] value, boolean text) {
        if (text) {
            golden.put("text", new String(value, StandardCharsets.UTF_8));
        } else {
            golden.put("base64", Base64.getEncoder().encodeToString(value));
        }
    }

    private void write(String name, ObjectNode golden) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), golden.toPrettyString() + "\n");
    }

    private static boolean isProtobuf(Topics.Topic topic) {
        return topic.payload().contains("Protocol Buffers");
    }

    private static String shape(Topics.Topic topic, byte[] value) {
        try {
            if (topic.equals(Topics.EVENTS)) {
                return EventBatchMessage.parseFrom(value)
                        .getAllFields()
                        .keySet()
                        .toString();
            }
            return topic.equals(Topics.HISTORY)
                    ? HistoryRecordMessage.parseFrom(value)
                            .getAllFields()
                            .keySet()
                            .toString()
                    : shapeOfJson(new String(value, StandardCharsets.UTF_8));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which members there are, however deep. */
    private static String shapeOfJson(String json) {
        TreeSet<String> members = new TreeSet<>();
        members(Json.read(json, JsonNode.class), "", members);
        return members.toString();
    }

    private static void members(JsonNode node, String path, TreeSet<String> found) {
        found.add(path);
        node.properties().forEach(member -> members(member.getValue(), path + "." + member.getKey(), found));
        if (node.isArray()) {
            node.forEach(item -> members(item, path, found));
        }
    }
}
