package io.beton.kit.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.beton.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what a value should have been, in words of JSON and not of Java. */
final class WrongKind {
    private WrongKind() {}

    static String said(MismatchedInputException wrong) {
        String found = wrong instanceof InvalidFormatException format ? ", not `" + format.getValue() + "`" : "";
        return "this must be " + wanted(wrong.getTargetType()) + found;
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> Json.mapper()
                                    .<JsonNode>valueToTree(constant)
                                    .asText())
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", "));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Instant.class) {
            return "a time such as 2026-04-01T00:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration such as PT5M";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
