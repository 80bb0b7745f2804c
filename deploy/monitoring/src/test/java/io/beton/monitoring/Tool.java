package io.beton.monitoring;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program that may be installed; where it is not, what is not tried for that is said loudly. */
public record Tool(Path path) {

    /** @param untried what nobody sees without it */
    public static Optional<Tool> find(String name, String untried) {
        Optional<Tool> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(java.nio.file.Files::isExecutable)
                .map(Tool::new)
                .findFirst();
        if (found.isEmpty()) {
            System.err.printf("%n*** WARNING: %s: %s is not installed ***%n%n", untried, name);
        }
        return found;
    }

    /** What it says, where it ends well. */
    public String says(String... arguments) {
        return says(Path.of("/dev/null"), arguments);
    }

    /** The same of what it is given to read. */
    public String says(Path input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
