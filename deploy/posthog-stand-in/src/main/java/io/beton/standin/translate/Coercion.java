package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.List;

/** Brings values to a common type as ClickHouse does, and refuses what ClickHouse refuses. */
final class Coercion {
    private Coercion() {}

    /** The least type that holds all of these. */
    static Type common(List<Type> types) {
        Type common = Type.NOTHING;
        boolean nullable = false;
        for (Type type : types) {
            nullable |= type.nullable();
            common = common(common, type);
        }
        return common.nullable(nullable);
    }

    private static Type common(Type one, Type other) {
        if (one.is(Kind.NOTHING)) {
            return other;
        }
        if (other.is(Kind.NOTHING)
                || one.kind() == other.kind() && !one.is(Kind.WHOLE, Kind.LIST, Kind.TUPLE, Kind.TIME)) {
            return one;
        }
        if (one.isNumber() && other.isNumber()) {
            boolean fraction = one.is(Kind.FRACTION) || other.is(Kind.FRACTION);
            return fraction ? Type.FRACTION : Numbers.widest(one, other);
        }
        if (one.isText() && other.isText()) {
            return Type.TEXT;
        }
        if (one.is(Kind.TIME) && other.is(Kind.TIME, Kind.DATE)) {
            return other.is(Kind.TIME) && other.name().startsWith("DateTime64") ? other : one;
        }
        if (one.is(Kind.DATE) && other.is(Kind.TIME)) {
            return other;
        }
        if (one.is(Kind.LIST) && other.is(Kind.LIST)) {
            return Type.list(common(List.of(one.element(), other.element())));
        }
        if (one.is(Kind.TUPLE)
                && other.is(Kind.TUPLE)
                && one.parts().size() == other.parts().size()) {
            return Type.tuple(java.util.stream.IntStream.range(0, one.parts().size())
                    .mapToObj(i ->
                            common(List.of(one.parts().get(i), other.parts().get(i))))
                    .toList());
        }
        throw noCommonType(one, other);
    }

    static HogQlException noCommonType(Type one, Type other) {
        return HogQlException.clickHouse(
                "no_common_type",
                "There is no supertype for types " + one.clickHouse() + ", " + other.clickHouse()
                        + " because some of them are String/FixedString/Enum and some of them are not");
    }

    /** The text of a value as the given type; the two types are known to have a common one. */
    static String to(Sql value, Type type) {
        if (value.isNothing()) {
            return "CAST(NULL AS " + type.duck() + ")";
        }
        Kind from = value.type().kind();
        if (type.is(Kind.WHOLE) && (from == Kind.LOGICAL || from == Kind.BOOL)) {
            return value.number();
        }
        if (type.is(Kind.FRACTION) && from != Kind.FRACTION) {
            return "CAST(" + value.number() + " AS DOUBLE)";
        }
        if (type.is(Kind.TIME) && from == Kind.DATE) {
            return Times.instant("CAST(" + value.text() + " AS TIMESTAMP)", type.detail());
        }
        if (type.is(Kind.LIST, Kind.TUPLE) && !value.type().duck().equals(type.duck())) {
            return "CAST(" + value.text() + " AS " + type.duck() + ")";
        }
        return value.text();
    }

    /** A constant text beside a time, a date or a UUID is read as one; anything else stays. */
    static Sql beside(Sql value, Type other) {
        if (!value.type().isText()) {
            return value;
        }
        if (other.is(Kind.TIME)) {
            return value.with(Times.parsed(value.text(), other.detail()), other.orNull());
        }
        if (other.is(Kind.DATE)) {
            return value.with("TRY_CAST(" + value.text() + " AS DATE)", Type.DATE.orNull());
        }
        if (other.is(Kind.UUID)) {
            value.constant().filter(text -> !isUuid(text)).ifPresent(text -> {
                throw HogQlException.clickHouse("cannot_parse_uuid", "Cannot parse uuid " + text);
            });
            return value.with("TRY_CAST(" + value.text() + " AS UUID)", Type.UUID.orNull());
        }
        return value;
    }

    private static boolean isUuid(String text) {
        return text.matches("(?i)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
    }
}
