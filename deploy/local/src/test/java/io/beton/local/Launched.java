package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code deploy/local/run} as a person starts it, and what it prints. */
final class Launched implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("basedir")).getParent().getParent();
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Process process;
    private final Path screen;

    private Launched(Process process, Path screen) {
        this.process = process;
        this.screen = screen;
    }

    static Launched with(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("bash").toString(), ROOT.resolve("deploy/local/run").toString()));
        command.addAll(List.of(options));
        Path screen = Files.createTempFile("screen", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().remove(Options.KEY_VARIABLE);
        builder.environment().putAll(environment);
        // what is built is what is tested, whatever the times of files say
        builder.environment().put("BETON_SKIP_BUILD", "true");
        return new Launched(builder.start(), screen);
    }

    static Path program(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(bin -> Path.of(bin, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    List<String> lines() {
        try {
            return Files.readString(screen, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line of this step; fails when the program ends before. */
    String awaitStep(String name) {
        await().atMost(LONGEST)
                .failFast(() -> assertThat(process.isAlive())
                        .as(() -> "whether it still runs after " + lines())
                        .isTrue())
                .until(() -> step(name).isPresent());
        return step(name).orElseThrow();
    }

    int awaitEnd() {
        await().atMost(LONGEST).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /**
     * Asks it to end, which it takes like Ctrl-C. Not SIGINT itself: tests that run in the background inherit that it is
     * ignored, and so would the program.
     */
    int end() {
        process.destroy();
        return awaitEnd();
    }

    private Optional<String> step(String name) {
        return lines().stream()
                .filter(line -> line.matches(" *[0-9.]+ s  " + name + " .*"))
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        end();
        Files.delete(screen);
    }
}
