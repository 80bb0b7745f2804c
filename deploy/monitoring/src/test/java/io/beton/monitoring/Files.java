package io.beton.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code deploy/monitoring}, from whichever module of {@code deploy} they are read. */
public final class Files {
    public static final Path ROOT =
            Path.of(System.getProperty("basedir")).getParent().getParent();
    public static final Path FOLDER = ROOT.resolve("deploy/monitoring");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Files() {}

    static String text(String name) {
        return text(FOLDER.resolve(name));
    }

    static String text(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON is YAML, too. */
    static JsonNode tree(Path file) {
        try {
            return YAML.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException("[" + file + "] cannot be read", e);
        }
    }

    static List<Path> in(Path folder, String ending) {
        try (Stream<Path> files = java.nio.file.Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
