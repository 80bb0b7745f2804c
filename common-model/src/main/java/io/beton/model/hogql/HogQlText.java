package io.beton.model.hogql;

import java.math.BigDecimal;

/** Writes what comes from outside into the text of a query, where no placeholder can stand. */
final class HogQlText {
    private HogQlText() {}

    /** A number or a text as a literal. */
    static String literal(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A quoted name. */
    static String identifier(String name) {
        if (name.indexOf('%') >= 0) {
            throw new NotExpressible(
                    "PostHog cannot be asked for `" + name + "`: it takes no name of a group type with a percent sign");
        }
        return "`" + name.replace("\\", "\\\\").replace("`", "``") + "`";
    }
}
