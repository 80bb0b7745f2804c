package io.beton.router.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** An HTTP server of raw sockets, which can do what no decent one would; each connection serves one request. */
final class StubServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Request> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Request, Behaviour> behaviour = request -> answer(200, "{}");

    StubServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** What it got, the oldest first. */
    List<Request> got() {
        return got;
    }

    void behave(Function<Request, Behaviour> other) {
        got.clear();
        behaviour = other;
    }

    static Behaviour answer(int status, String body, String... headers) {
        return (socket, ended) -> socket.getOutputStream()
                .write(("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                + String.join(
                                        "",
                                        List.of(headers).stream()
                                                .map(header -> header + "\r\n")
                                                .toList())
                                + (status == 204
                                        ? "\r\n"
                                        : "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                                                + body))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Says nothing, for as long as anybody listens. */
    static Behaviour hang() {
        return (socket, ended) -> ended.await();
    }

    static Behaviour cut() {
        return (socket, ended) -> socket.setSoLinger(true, 0);
    }

    /** Begins to answer, and then says the same piece again and again, or nothing where there is none. */
    static Behaviour drip(String beginning, String piece) {
        return (socket, ended) -> {
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            if (piece.isEmpty()) {
                ended.await();
            }
            while (ended.getCount() > 0) {
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.onSpinWait();
            }
        };
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = Request.read(new BufferedInputStream(socket.getInputStream()));
            got.add(request);
            behaviour.apply(request).answer(socket, closed);
        } catch (IOException e) {
            // the sink hung up, as it should
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stub");
        thread.setDaemon(true);
        thread.start();
    }

    /** What it does with a connection once the request is there. */
    interface Behaviour {
        void answer(Socket socket, CountDownLatch ended) throws IOException, InterruptedException;
    }

    /** One request; header names in lower case. */
    record Request(String method, String path, Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }

        static Request read(InputStream in) throws IOException {
            String[] first = line(in).split(" ");
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Request(first[0], first[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0) {
                    throw new IOException("the sink hung up");
                }
                if (read != '\r') {
                    line.append((char) read);
                }
            }
            return line.toString();
        }
    }
}
