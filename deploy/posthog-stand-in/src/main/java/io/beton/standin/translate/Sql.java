package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.util.Optional;

/**
 * A translated expression: DuckDB text, what is known of its value, the constant text it was written as (if it was),
 * and whether it holds an aggregate.
 */
public record Sql(String text, Type type, Optional<String> constant, boolean aggregate) {
    static Sql of(String text, Type type) {
        return new Sql(text, type, Optional.empty(), false);
    }

    static Sql of(String text, Type type, boolean aggregate) {
        return new Sql(text, type, Optional.empty(), aggregate);
    }

    static Sql nothing() {
        return of("NULL", Type.NOTHING);
    }

    Sql as(Type newType) {
        return new Sql(text, newType, constant, aggregate);
    }

    Sql with(String newText, Type newType) {
        return new Sql(newText, newType, Optional.empty(), aggregate);
    }

    boolean isNothing() {
        return type.is(Type.Kind.NOTHING);
    }

    /** This value where a condition is asked for. */
    String condition() {
        return switch (type.kind()) {
            case LOGICAL, BOOL -> text;
            case WHOLE, FRACTION -> "(" + text + " <> 0)";
            case NOTHING -> "CAST(NULL AS BOOLEAN)";
            default ->
                throw HogQlException.clickHouse(
                        "illegal_type_of_column_for_filter",
                        "Illegal type " + type.clickHouse()
                                + " of column for filter. Must be UInt8 or Nullable(UInt8)");
        };
    }

    /** This value where a number is asked for. */
    String number() {
        return switch (type.kind()) {
            case LOGICAL, BOOL -> "CAST(" + text + " AS BIGINT)";
            case WHOLE, FRACTION, NOTHING -> text;
            default ->
                throw HogQlException.clickHouse(
                        "illegal_type_of_argument",
                        "Illegal type " + type.clickHouse() + " of an argument: a number is expected");
        };
    }

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
