package io.beton.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the tree, as they lie there. */
final class Manifests {
    static final Path FOLDER = Path.of(System.getProperty("basedir")).toAbsolutePath();
    static final Path REPOSITORY = FOLDER.getParent().getParent();
    static final List<String> SERVICES =
            List.of("ingest-service", "hypothesis-service", "backtest-service", "router-service");

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final List<String> PARTS = List.of("base", "components", "overlays");

    private Manifests() {}

    /** Every YAML file; those of this module's build are none of them. */
    static List<Path> files() {
        return PARTS.stream()
                .flatMap(part -> walk(FOLDER.resolve(part)))
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted()
                .toList();
    }

    /** What the files of base and components say before anything is merged, without Kustomize's own. */
    static List<JsonNode> documents() {
        return files().stream()
                .filter(Predicate.not(Manifests::ofKustomize))
                .flatMap(file -> parse(read(file)).stream())
                .toList();
    }

    static boolean ofKustomize(Path file) {
        return file.endsWith("kustomization.yaml");
    }

    static List<JsonNode> parse(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    static JsonNode named(List<JsonNode> objects, String kind, String name) {
        return ofKind(objects, kind).stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> each(JsonNode list) {
        return Stream.iterate(0, index -> index < list.size(), index -> index + 1)
                .map(list::get);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
