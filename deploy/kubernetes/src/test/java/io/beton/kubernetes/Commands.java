package io.beton.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a program to its end. */
final class Commands {
    private Commands() {}

    /** What it printed; one that fails fails the test with what it said. */
    static String run(String... command) {
        try {
            Path said = Files.createTempFile("beton-kubernetes", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(said.toFile()).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String failure = Files.readString(said);
            Files.delete(said);
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status + ": " + failure);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
