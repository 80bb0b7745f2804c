package io.beton.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One process of the system, its log in a file of its own. */
final class Child implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(45);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Path log;
    private final Process process;
    private volatile boolean ending;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static Child start(String name, List<String> command, Map<String, String> environment, Path state) {
        Path log = state.resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(command))
                    .directory(state.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Child child = new Child(name, log, builder.start());
            Leftovers.remember(state, name, child.process.pid());
            return child;
        } catch (IOException e) {
            throw new StartFailure(name + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Ctrl-C reaches every process of a terminal's session at once, and services whose broker and database vanish cannot
     * leave in order; the next run would wait for their Kafka sessions to time out. Only the launcher is to hear it.
     */
    private static List<String> inSessionOfItsOwn(List<String> command) {
        return SETSID.toFile().canExecute()
                ? Stream.concat(Stream.of(SETSID.toString()), command.stream()).toList()
                : command;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until the condition holds; a child that ends before is a failure that shows the end of its log. */
    void await(BooleanSupplier ready, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StartFailure(lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(
                        name + " was not ready in " + longest.toSeconds() + " s; its log is " + log + ":\n" + tail());
            }
            pause();
        }
    }

    /** Whether the log holds a line that starts so. */
    boolean said(String start) {
        return text().lines().anyMatch(line -> line.startsWith(start));
    }

    String text() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("[local] log of " + name + " is not readable", e);
        }
    }

    /** Runs this when the process ends although nobody here ended it. */
    void onUnwantedEnd(Runnable then) {
        process.onExit().thenRun(() -> {
            if (!ending) {
                then.run();
            }
        });
    }

    String lastWords() {
        return name + " ended by itself; the last lines of " + log + ":\n" + tail();
    }

    /** Tells it to end, as a cluster does; {@link #status} says what came of it. */
    void terminate() {
        ending = true;
        process.destroy();
    }

    /** Its exit status, once it has ended. */
    OptionalInt status() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends it at once, as the kernel would when memory is out. */
    void kill() {
        ending = true;
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private String tail() {
        List<String> lines = text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }
}
