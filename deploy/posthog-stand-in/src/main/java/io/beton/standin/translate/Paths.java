package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What dots after a column mean: a property of JSON text, or a part of a tuple. */
final class Paths {
    private final Schema schema;

    Paths(Schema schema) {
        this.schema = schema;
    }

    /** Empty where the value has no such part. */
    Optional<Sql> follow(Sql value, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.of(value);
        }
        if (value.type().is(Kind.JSON)) {
            rest.forEach(HogQlException::checkedName);
            return Optional.of(property(value, rest));
        }
        if (value.type().is(Kind.TUPLE) && rest.get(0).matches("[1-9]\\d{0,3}")) {
            int part = Integer.parseInt(rest.get(0));
            if (part <= value.type().parts().size()) {
                Sql found = value.with(
                        "struct_extract(" + value.text() + ", '" + part + "')",
                        value.type().parts().get(part - 1));
                return follow(found, rest.subList(1, rest.size()));
            }
        }
        return Optional.empty();
    }

    /**
     * Missing, JSON null and empty text are NULL; the type is the one that the project defined. A text is as it stands in
     * the JSON, without the quotes around it: what is escaped there stays so.
     */
    private Sql property(Sql json, List<String> chain) {
        String text = "hog_property(json_extract(" + json.text() + ", " + Sql.quote(jsonPath(chain)) + "))";
        String defined = chain.size() > 1
                ? "String"
                : schema.propertyType(json.type().detail(), chain.get(0)).orElse("String");
        return switch (defined) {
            case "Numeric" -> json.with("hog_float(" + text + ")", Type.FRACTION.orNull());
            case "Boolean" ->
                json.with("CASE " + text + " WHEN 'true' THEN true WHEN 'false' THEN false END", Type.BOOL.orNull());
            case "DateTime" ->
                json.with(
                        Times.parsed(text, schema.projectZone()),
                        Type.time64(schema.columnZone()).orNull());
            default -> json.with(text, Type.TEXT.orNull());
        };
    }

    static String jsonPath(List<String> chain) {
        return chain.stream()
                .map(part -> ".\"" + part.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining("", "$", ""));
    }
}
