package io.beton.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The arguments of the server programs: {@code --port N --data FOLDER}, and for Kafka, where it is to be another number
 * than usual, {@code --partitions N}.
 */
record Arguments(int port, Path folder, OptionalInt partitions) {
    private static final String PARTITIONS = "--partitions";

    static Arguments parse(String... arguments) {
        List<String> given = List.of(arguments);
        return new Arguments(
                number("--port", after(given, "--port")),
                Path.of(after(given, "--data")).toAbsolutePath(),
                given.contains(PARTITIONS)
                        ? OptionalInt.of(number(PARTITIONS, after(given, PARTITIONS)))
                        : OptionalInt.empty());
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not " + text, e);
        }
    }

    private static String after(List<String> given, String option) {
        int at = given.indexOf(option);
        if (at < 0 || at + 1 == given.size()) {
            throw new IllegalArgumentException("usage: --port N --data FOLDER; " + option + " is missing");
        }
        return given.get(at + 1);
    }
}
