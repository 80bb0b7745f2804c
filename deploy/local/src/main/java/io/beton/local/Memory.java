package io.beton.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Supplier;

/** What a run has made, so that the next one goes on from there. */
final class Memory {
    private final Path file;
    private final Properties known = new Properties();

    Memory(Path state) throws IOException {
        Files.createDirectories(state);
        this.file = state.resolve("made.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
    }

    boolean knows(String name) {
        return known.containsKey(name);
    }

    /** What was made under the name, made now if it was not. */
    String kept(String name, Supplier<String> make) {
        if (!known.containsKey(name)) {
            known.setProperty(name, make.get());
            try (Writer writer = Files.newBufferedWriter(file)) {
                known.store(writer, "made by deploy/local/run");
            } catch (IOException e) {
                throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
            }
        }
        return known.getProperty(name);
    }
}
