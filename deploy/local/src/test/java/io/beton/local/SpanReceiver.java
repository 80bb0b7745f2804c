package io.beton.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Somebody who collects spans by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp), and writes all that
 * came into a file where it is searched.
 */
final class SpanReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Path file;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    SpanReceiver(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** A span, the one it belongs to, and so on; as far as they came. */
    List<Span> path(Span from) {
        List<Span> path = new ArrayList<>(List.of(from));
        Optional<Span> next = parent(from);
        while (next.isPresent()) {
            path.add(next.get());
            next = parent(next.get());
        }
        return path;
    }

    private Optional<Span> parent(Span of) {
        return spans.stream()
                .filter(span -> span.id().equals(of.parent()) && span.trace().equals(of.trace()))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                Files.write(file, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            UnknownFieldSet request = UnknownFieldSet.parseFrom(body);
            messages(request, 1)
                    .flatMap(resource -> messages(resource, 2))
                    .flatMap(scope -> messages(scope, 2))
                    .map(Span::of)
                    .forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream().map(SpanReceiver::message);
    }

    private static UnknownFieldSet message(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("[spans] not OTLP", e);
        }
    }

    /** What a test asks of a span, by the field numbers of opentelemetry/proto/trace/v1/trace.proto. */
    record Span(String trace, String id, String parent, String name, Set<String> attributes) {
        static Span of(UnknownFieldSet span) {
            Set<String> keys = new TreeSet<>();
            messages(span, 9)
                    .flatMap(attribute -> attribute.getField(1).getLengthDelimitedList().stream())
                    .forEach(key -> keys.add(key.toString(StandardCharsets.UTF_8)));
            return new Span(hex(span, 1), hex(span, 2), hex(span, 4), text(span), keys);
        }

        private static String hex(UnknownFieldSet span, int field) {
            StringBuilder all = new StringBuilder();
            span.getField(field)
                    .getLengthDelimitedList()
                    .forEach(bytes -> all.append(HexFormat.of().formatHex(bytes.toByteArray())));
            return all.toString();
        }

        private static String text(UnknownFieldSet span) {
            return span.getField(5).getLengthDelimitedList().get(0).toString(StandardCharsets.UTF_8);
        }
    }
}
