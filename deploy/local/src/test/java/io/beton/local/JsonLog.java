package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A log whose every line must be JSON; one that is being written is left out. */
final class JsonLog {
    private JsonLog() {}

    static List<JsonNode> lines(String log) {
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    /** The names of all members. */
    static Set<String> keys(String log) {
        Set<String> keys = new TreeSet<>();
        lines(log).forEach(line -> line.fieldNames().forEachRemaining(keys::add));
        return keys;
    }
}
