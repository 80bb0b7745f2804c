package io.beton.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a run leaves behind: rows, records, files, and what REST shows; told by where a text is found. */
final class Traces {
    /** What belongs to PostHog, and what the operator keeps. */
    private static final Set<String> NOT_OURS = Set.of("stand-in", "stand-in.log", "secrets");

    private final LocalSystem system;
    private final Path state;

    Traces(LocalSystem system, Path state) {
        this.system = system;
        this.state = state;
    }

    /** The tables, topics, files and addresses that hold one of the texts. */
    Set<String> holding(List<String> texts) throws SQLException, IOException {
        Set<String> found = new TreeSet<>();
        tables(texts, found);
        topics(texts, found);
        files(texts, found);
        return found;
    }

    private void tables(List<String> texts, Set<String> found) throws SQLException {
        try (Connection database = DriverManager.getConnection(system.jdbcUrl(), "postgres", "postgres");
                Statement statement = database.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet tables = statement.executeQuery("select table_schema || '.\"' || table_name || '\"'"
                    + " from information_schema.tables where table_type = 'BASE TABLE'"
                    + " and table_schema not in ('pg_catalog', 'information_schema')")) {
                while (tables.next()) {
                    names.add(tables.getString(1));
                }
            }
            for (String table : names) {
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        // bytes are shown in hexadecimal digits
                        String row = rows.getString(1);
                        note(texts, text -> row.contains(text) || row.contains(hex(text)), "table " + table, found);
                    }
                }
            }
        }
    }

    private void topics(List<String> texts, Set<String> found) {
        Map<String, Object> settings = Map.of("bootstrap.servers", system.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String bytes = bytes(record);
                    note(texts, bytes::contains, "topic " + record.topic(), found);
                }
            }
        }
    }

    private static String bytes(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder all = new StringBuilder(latin(record.key())).append(' ').append(latin(record.value()));
        record.headers().forEach(header -> all.append(' ').append(header.key()).append(latin(header.value())));
        return all.toString();
    }

    private void files(List<String> texts, Set<String> found) throws IOException {
        for (Path file : files()) {
            String bytes = latin(read(file));
            note(texts, bytes::contains, "file " + state.relativize(file), found);
        }
    }

    /** What broker and database rename or delete while it is looked through is left out. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(state, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && ours(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
                if (reason instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw reason;
            }
        });
        return files;
    }

    /** The indexes of the broker hold positions alone, and are large. */
    private boolean ours(Path file) {
        if (file.toString().endsWith("index")) {
            return false;
        }
        for (Path part : state.relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    /** A file that the database deletes meanwhile holds nothing. */
    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static void note(List<String> texts, Predicate<String> holds, String where, Set<String> found) {
        texts.stream().filter(holds).map(text -> where + " holds " + text).forEach(found::add);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String latin(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
