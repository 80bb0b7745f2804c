package io.beton.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The last stage of a Dockerfile, which is the image; and the text of those before. */
record DockerRecipe(List<String> instructions, String before) {

    static DockerRecipe read(Path file) throws IOException {
        String text = Files.readString(file);
        int last = text.lastIndexOf("\nFROM ");
        String joined = text.substring(last + 1).replaceAll("\\\\\\n\\s*", " ");
        return new DockerRecipe(
                joined.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList(),
                text.substring(0, last));
    }

    /** What stands behind an instruction that is there once. */
    String one(String instruction) {
        List<String> found = all(instruction);
        if (found.size() != 1) {
            throw new IllegalStateException("[images] " + instruction + " stands there " + found.size() + " times");
        }
        return found.get(0);
    }

    List<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /** Of {@code ENV} or {@code LABEL}, with arguments as their defaults say. */
    Map<String, String> pairs(String instruction) {
        Map<String, String> arguments = all("ARG").stream()
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(argument -> argument[0], argument -> argument[1]));
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : Stream.of(one(instruction).split("\\s+")).toList()) {
            String value = pair.substring(pair.indexOf('=') + 1);
            for (Map.Entry<String, String> argument : arguments.entrySet()) {
                value = value.replace("${" + argument.getKey() + "}", argument.getValue());
            }
            pairs.put(pair.substring(0, pair.indexOf('=')), value);
        }
        return pairs;
    }

    List<String> entrypoint() {
        List<?> words = new Yaml().load(one("ENTRYPOINT"));
        return new ArrayList<>(words.stream().map(String.class::cast).toList());
    }
}
