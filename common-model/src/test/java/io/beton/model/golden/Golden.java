package io.beton.model.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a version wrote to a topic or into a column, which every later one reads. The files are written once, by
 * {@code GoldenCapture} of {@code deploy/local}, and never again.
 *
 * @param name the topic or the column, and a number
 * @param headers of a record
 * @param beside short columns of the same row
 */
public record Golden(
        String version, String name, Map<String, String> headers, Map<String, String> beside, byte[] value) {
    private static final String FOLDER = "common-model/src/test/resources/golden-messages";
    /**
     * Forms of claims are told by their members, so one that is not known is refused and not passed over; and the
     * members of maps are names.
     */
    private static final Set<String> AS_THEY_ARE = Set.of("condition", "design", "subject", "groups", "fields");

    /** Those of a topic or a column, of all versions. */
    public static List<Golden> of(String what) {
        return all(name -> name.matches(what.replace(".", "\\.") + "\\.\\d+"));
    }

    /** Those of a schema, of all versions. */
    public static List<Golden> ofSchema(String schema) {
        return all(name -> name.startsWith(schema + "."));
    }

    /** A file of a version that is no message. */
    public static JsonNode file(String version, String name) {
        return read(folder().resolve(version).resolve(name));
    }

    public static Path folder() {
        return root().resolve(FOLDER);
    }

    /** Where all modules lie. */
    public static Path root() {
        Path folder = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(FOLDER))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The topic or the column. */
    public String what() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The same JSON with a member more in every object, as a later version may write it. */
    public String textOfALaterVersion() {
        return withMore(Json.read(value, JsonNode.class)).toString();
    }

    /** What is there and was not understood: members whose value is not the one that is written again. */
    public List<String> lostBy(Object read) {
        List<String> lost = new ArrayList<>();
        compare(Json.read(value, JsonNode.class), Json.read(Json.bytes(read), JsonNode.class), "", lost);
        return lost;
    }

    private static void compare(JsonNode written, JsonNode again, String path, List<String> lost) {
        if (written.isObject() && again.isObject()) {
            written.properties()
                    .forEach(member -> compare(
                            member.getValue(), again.path(member.getKey()), path + "/" + member.getKey(), lost));
        } else if (written.isArray() && written.size() == again.size()) {
            for (int i = 0; i < written.size(); i++) {
                compare(written.get(i), again.path(i), path + "/" + i, lost);
            }
        } else if (!written.equals(again)) {
            lost.add(path + ": " + written + " is read as " + again);
        }
    }

    private static JsonNode withMore(JsonNode node) {
        if (node.isArray()) {
            ArrayNode items = Json.mapper().createArrayNode();
            node.forEach(item -> items.add(withMore(item)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode more = Json.mapper().createObjectNode();
        node.properties()
                .forEach(member -> more.set(
                        member.getKey(),
                        AS_THEY_ARE.contains(member.getKey()) ? member.getValue() : withMore(member.getValue())));
        return more.set("said_by_a_later_version", more.objectNode().put("some", "thing"));
    }

    private static List<Golden> all(Predicate<String> named) {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> named.test(nameOf(file)))
                    .sorted()
                    .map(Golden::golden)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    private static Golden golden(Path file) {
        JsonNode json = read(file);
        byte[] value = Optional.ofNullable(json.get("text"))
                .map(text -> text.asText().getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> Base64.getDecoder().decode(json.get("base64").asText()));
        return new Golden(
                file.getParent().getFileName().toString(),
                nameOf(file),
                texts(json.path("headers")),
                texts(json.path("beside")),
                value);
    }

    private static Map<String, String> texts(JsonNode members) {
        return members.propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, member -> member.getValue().asText()));
    }

    private static JsonNode read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return version + "/" + name;
    }
}
