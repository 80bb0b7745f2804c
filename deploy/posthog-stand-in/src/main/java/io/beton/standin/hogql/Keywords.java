package io.beton.standin.hogql;

import java.util.Locale;
import java.util.Set;

/** The words that end an expression and so cannot be an alias without AS. */
final class Keywords {
    private static final Set<String> ENDING = Set.of(
            "FROM",
            "WHERE",
            "PREWHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "IS",
            "AS",
            "ASC",
            "DESC",
            "NULLS",
            "THEN",
            "WHEN",
            "ELSE",
            "END",
            "ON",
            "USING",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "OUTER",
            "ARRAY",
            "BY",
            "SAMPLE",
            "FINAL",
            "ANY",
            "ALL",
            "ASOF",
            "SEMI",
            "ANTI",
            "GLOBAL",
            "WITH",
            "WINDOW",
            "SETTINGS",
            "FORMAT",
            "QUALIFY",
            "ROWS",
            "RANGE",
            "OVER",
            "SELECT",
            "DISTINCT",
            "CASE",
            "INTERVAL");

    private static final Set<String> NEVER_A_NAME = Set.of(
            "FROM",
            "WHERE",
            "PREWHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "UNION",
            "SELECT",
            "AND",
            "OR",
            "IN",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "IS",
            "AS",
            "ON",
            "USING",
            "JOIN",
            "BY",
            "THEN",
            "WHEN",
            "ELSE",
            "END",
            "SETTINGS");

    /** Words of Hog, the language around HogQL; unquoted they are nothing else anywhere. */
    private static final Set<String> OF_PROGRAMS =
            Set.of("CATCH", "FINALLY", "FN", "FUN", "LET", "THROW", "TRY", "WHILE", "WITHIN");

    private Keywords() {}

    static boolean ofPrograms(Token word) {
        return OF_PROGRAMS.contains(word.text().toUpperCase(Locale.ROOT));
    }

    static boolean isReserved(Token token) {
        return NEVER_A_NAME.contains(token.text().toUpperCase(Locale.ROOT));
    }

    static boolean endExpression(Token token) {
        return token.kind() == Token.Kind.WORD && ENDING.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
