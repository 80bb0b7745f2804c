package io.beton.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the person in front of the terminal sees: one line a step, with the time since the program started. */
final class Screen {
    private final PrintStream out;
    private final Instant begun = Instant.now();

    Screen(PrintStream out) {
        this.out = out;
    }

    synchronized void step(String name, String text) {
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %-20s  %s", seconds, name, text));
        out.flush();
    }

    /** A line that belongs to the step before it. */
    synchronized void line(String text) {
        out.println("  " + text);
        out.flush();
    }
}
