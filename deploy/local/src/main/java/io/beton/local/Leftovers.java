package io.beton.local;

import io.beton.servers.Gone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers the processes of a run, so that the next run can end those that outlived a launcher that was killed. */
final class Leftovers {
    private static final Duration LONGEST_END = Duration.ofSeconds(15);

    private Leftovers() {}

    /** A line of process id and start time, so that a reused process id is not mistaken for ours. */
    static void remember(Path state, String name, long pid) throws IOException {
        Path folder = Files.createDirectories(state.resolve("pids"));
        Files.writeString(folder.resolve(name), pid + " " + startOf(pid).orElse("?"));
    }

    static void end(Path state) {
        Path folder = state.resolve("pids");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String[] known = Files.readString(file).split(" ", 2);
                long pid = Long.parseLong(known[0]);
                if (startOf(pid).filter(known[1]::equals).isPresent()) {
                    System.out.println("ending " + file.getFileName() + " (process " + pid + ") of an earlier run");
                    ProcessHandle.of(pid).ifPresent(Leftovers::endAndAwait);
                }
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("[local] could not read " + folder, e);
        }
    }

    private static void endAndAwait(ProcessHandle process) {
        process.destroy();
        if (!Gone.within(process, LONGEST_END)) {
            process.destroyForcibly();
            if (!Gone.within(process, LONGEST_END)) {
                throw new IllegalStateException("[local] process " + process.pid() + " does not end");
            }
        }
    }

    private static Optional<String> startOf(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Object::toString);
    }
}
