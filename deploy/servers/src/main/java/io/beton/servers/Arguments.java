package io.beton.servers;

import java.nio.file.Path;
import java.util.List;

/** The two arguments of the server programs: {@code --port N --data FOLDER}. */
record Arguments(int port, Path folder) {

    static Arguments parse(String... arguments) {
        List<String> given = List.of(arguments);
        return new Arguments(
                port(after(given, "--port")), Path.of(after(given, "--data")).toAbsolutePath());
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port needs a number, not " + text, e);
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
