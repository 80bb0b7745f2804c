package io.beton.standin.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.standin.capture.CaptureFormat;
import io.beton.standin.capture.CaptureRefused;
import io.beton.standin.events.CapturedEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A file with one event of the capture format a line. A line may carry {@code created_at}; without one the event counts
 * as ingested when it is loaded.
 */
public final class NdjsonFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;
    private final Stream<String> lines;
    private final Instant now;

    private NdjsonFile(Path file, Stream<String> lines, Instant now) {
        this.file = file;
        this.lines = lines;
        this.now = now;
    }

    public static NdjsonFile open(Path file, Instant now) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file);
        return new NdjsonFile(
                file,
                reader.lines().onClose(() -> {
                    try {
                        reader.close();
                    } catch (IOException e) {
                        throw new IllegalStateException("[load] cannot close " + file, e);
                    }
                }),
                now);
    }

    public Iterator<CapturedEvent> events() {
        AtomicLong number = new AtomicLong();
        return lines.peek(line -> number.incrementAndGet())
                .filter(line -> !line.isBlank())
                .map(line -> event(line, number.get()))
                .iterator();
    }

    private CapturedEvent event(String line, long number) {
        try {
            JsonNode node = JSON.readTree(line);
            CapturedEvent event = CaptureFormat.event(node, JsonNodeFactory.instance.missingNode(), now);
            String createdAt = node.path("created_at").asText("");
            return createdAt.isEmpty()
                    ? event
                    : new CapturedEvent(
                            event.uuid(),
                            event.event(),
                            event.distinctId(),
                            event.timestamp(),
                            Instant.parse(createdAt),
                            event.properties());
        } catch (JsonProcessingException | CaptureRefused | DateTimeException e) {
            throw new IllegalArgumentException(
                    "[load] line " + number + " of " + file + " is no event: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
