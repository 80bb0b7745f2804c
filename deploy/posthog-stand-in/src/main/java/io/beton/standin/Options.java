package io.beton.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of the command line; the key may come from the environment so that it shows up in no process list. */
record Options(Map<String, String> values) {
    private static final Set<String> WITH_VALUE = Set.of(
            "port",
            "key",
            "project-id",
            "project-name",
            "timezone",
            "world",
            "persons",
            "seed",
            "events",
            "csv",
            "case-column",
            "activity-column",
            "time-column",
            "state");
    private static final Set<String> FLAGS = Set.of("live", "limits");
    private static final String KEY_VARIABLE = "BETON_STANDIN_KEY";

    Options {
        values = Map.copyOf(values);
    }

    static Options parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        Optional.ofNullable(environment.get(KEY_VARIABLE))
                .filter(key -> !key.isBlank())
                .ifPresent(key -> values.put("key", key));
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (FLAGS.contains(name)) {
                values.put(name, "true");
            } else if (!WITH_VALUE.contains(name)) {
                throw new IllegalArgumentException(
                        "Unknown option " + arguments[i] + "; known are " + WITH_VALUE + " and " + FLAGS);
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("Option " + arguments[i] + " needs a value");
            } else {
                values.put(name, arguments[++i]);
            }
        }
        Optional.ofNullable(values.get("world"))
                .filter(world -> !Set.of("demo", "empty").contains(world))
                .ifPresent(world -> {
                    throw new IllegalArgumentException("--world must be demo or empty: " + world);
                });
        return new Options(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    int number(String name, int otherwise) {
        String text = values.getOrDefault(name, String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("Option --" + name + " must be a whole number: " + text);
        }
        return Integer.parseInt(text);
    }

    @Override
    public String toString() {
        return "Options" + values.keySet();
    }
}
