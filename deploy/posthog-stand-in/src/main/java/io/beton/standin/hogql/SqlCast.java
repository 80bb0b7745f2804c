package io.beton.standin.hogql;

import java.util.Locale;

/** The conversion function that a {@code ::type} or CAST names. */
final class SqlCast {
    private SqlCast() {}

    static Expression.Call call(String type, Expression expression) {
        String function =
                switch (type.toLowerCase(Locale.ROOT)) {
                    case "int", "integer", "int64", "bigint" -> "toInt";
                    case "float", "float64", "double" -> "toFloat";
                    case "string", "varchar", "text" -> "toString";
                    case "bool", "boolean" -> "toBool";
                    case "date" -> "toDate";
                    case "datetime", "timestamp" -> "toDateTime";
                    case "uuid" -> "toUUID";
                    default -> throw HogQlException.query("Unsupported type cast to '" + type + "'");
                };
        return Expression.Call.of(function, expression);
    }
}
