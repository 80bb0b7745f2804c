package io.beton.bench.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How long processes have been on processors, in seconds, as Linux says. */
record ProcessorTime(double router, double broker, double postgres) {
    /** What Linux counts in, on every machine that is in use. */
    private static final double TICKS_PER_SECOND = 100;
    /** Behind the name in parentheses: the times of a process itself, and of its children that have ended. */
    private static final int OWN = 11;

    private static final int OF_ENDED = 13;

    static ProcessorTime of(List<ProcessHandle> routers, ProcessHandle broker, ProcessHandle postgres) {
        double children = postgres.descendants()
                .mapToDouble(child -> ticks(child.pid(), false))
                .sum();
        return new ProcessorTime(
                routers.stream()
                                .mapToDouble(router -> ticks(router.pid(), false))
                                .sum()
                        / TICKS_PER_SECOND,
                ticks(broker.pid(), false) / TICKS_PER_SECOND,
                (ticks(postgres.pid(), true) + children) / TICKS_PER_SECOND);
    }

    private static double ticks(long process, boolean withEnded) {
        Path file = Path.of("/proc/" + process + "/stat");
        try {
            String line = Files.exists(file) ? Files.readString(file) : ") 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Stream.of(OWN, OWN + 1, OF_ENDED, OF_ENDED + 1)
                    .filter(field -> withEnded || field < OF_ENDED)
                    .mapToDouble(field -> Double.parseDouble(fields[field]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("[bench] " + file, e);
        }
    }

    ProcessorTime minus(ProcessorTime before) {
        return new ProcessorTime(router - before.router, broker - before.broker, postgres - before.postgres);
    }

    double all() {
        return router + broker + postgres;
    }
}
