package io.beton.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One of the mains as a process of its own, with everything that it printed. */
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Process process;
    private final Path printed;

    private ServerProcess(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    static ServerProcess start(Class<?> main, int port, Path folder) throws IOException {
        Path printed = Files.createTempFile("server", ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--port",
                        String.valueOf(port),
                        "--data",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        return new ServerProcess(process, printed);
    }

    ServerProcess awaitReady() {
        await().atMost(LONGEST)
                .failFast(() -> assertThat(process.isAlive()).as(this::text).isTrue())
                .until(() -> text().contains(" ready "));
        return this;
    }

    int awaitEnd() {
        await().atMost(LONGEST).until(() -> !process.isAlive());
        return process.exitValue();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    List<String> lines() {
        return text().lines().toList();
    }

    private String text() {
        try {
            return Files.readString(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        awaitEnd();
        Files.delete(printed);
    }
}
