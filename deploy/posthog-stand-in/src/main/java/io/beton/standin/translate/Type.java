package io.beton.standin.translate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known about a value before it is computed.
 *
 * <p>{@code name} is the ClickHouse name of numbers and times; {@code detail} is the zone of a time, or where the
 * properties of a JSON column are defined ("event", "person", "group_0").
 */
public record Type(Kind kind, String name, String detail, boolean nullable, List<Type> parts) {
    /** LOGICAL is ClickHouse's UInt8 result of a comparison, which DuckDB holds as a BOOLEAN. */
    public enum Kind {
        TEXT,
        JSON,
        UUID,
        WHOLE,
        FRACTION,
        LOGICAL,
        BOOL,
        DATE,
        TIME,
        LIST,
        TUPLE,
        INTERVAL,
        NOTHING
    }

    public static final Type TEXT = new Type(Kind.TEXT, "String", "", false, List.of());
    public static final Type UUID = new Type(Kind.UUID, "UUID", "", false, List.of());
    public static final Type FRACTION = new Type(Kind.FRACTION, "Float64", "", false, List.of());
    public static final Type LOGICAL = new Type(Kind.LOGICAL, "UInt8", "", false, List.of());
    public static final Type BOOL = new Type(Kind.BOOL, "Bool", "", false, List.of());
    public static final Type DATE = new Type(Kind.DATE, "Date", "", false, List.of());
    public static final Type NOTHING = new Type(Kind.NOTHING, "Nothing", "", true, List.of());
    public static final Type UINT64 = whole("UInt64");
    public static final Type INT64 = whole("Int64");

    public Type {
        parts = List.copyOf(parts);
    }

    static Type whole(String name) {
        return new Type(Kind.WHOLE, name, "", false, List.of());
    }

    static Type json(String definedFor) {
        return new Type(Kind.JSON, "String", definedFor, false, List.of());
    }

    /** A time with microseconds. */
    static Type time64(String zone) {
        return new Type(Kind.TIME, "DateTime64(6", zone, false, List.of());
    }

    /** A time in whole seconds. */
    static Type time(String zone) {
        return new Type(Kind.TIME, "DateTime", zone, false, List.of());
    }

    static Type interval(String unit) {
        return new Type(Kind.INTERVAL, "Interval" + unit, "", false, List.of());
    }

    static Type list(Type element) {
        return new Type(Kind.LIST, "Array", "", false, List.of(element));
    }

    static Type tuple(List<Type> parts) {
        return new Type(Kind.TUPLE, "Tuple", "", false, parts);
    }

    Type nullable(boolean may) {
        return new Type(kind, name, detail, may, parts);
    }

    Type orNull() {
        return nullable(true);
    }

    Type element() {
        return kind == Kind.LIST ? parts.get(0) : NOTHING;
    }

    public boolean is(Kind... kinds) {
        return List.of(kinds).contains(kind);
    }

    boolean isText() {
        return is(Kind.TEXT, Kind.JSON);
    }

    boolean isNumber() {
        return is(Kind.WHOLE, Kind.FRACTION, Kind.LOGICAL, Kind.BOOL);
    }

    boolean isUnsigned() {
        return kind != Kind.FRACTION && !name.startsWith("Int");
    }

    /** Bits of a whole number's ClickHouse type. */
    int bits() {
        String digits = name.replaceAll("\\D", "");
        return kind == Kind.WHOLE && !digits.isEmpty() ? Integer.parseInt(digits) : kind == Kind.WHOLE ? 64 : 8;
    }

    /** The name as {@code types} of an answer shows it. */
    public String clickHouse() {
        String plain =
                switch (kind) {
                    case TIME ->
                        name.startsWith("DateTime64") ? name + ", '" + detail + "')" : name + "('" + detail + "')";
                    case LIST, TUPLE ->
                        name + parts.stream().map(Type::clickHouse).collect(Collectors.joining(", ", "(", ")"));
                    default -> name;
                };
        return nullable && !is(Kind.LIST, Kind.TUPLE) ? "Nullable(" + plain + ")" : plain;
    }

    /** The DuckDB type that holds such values. */
    String duck() {
        return switch (kind) {
            case TEXT, JSON -> "VARCHAR";
            case UUID -> "UUID";
            case WHOLE -> "BIGINT";
            case FRACTION -> "DOUBLE";
            case LOGICAL, BOOL -> "BOOLEAN";
            case DATE -> "DATE";
            case TIME -> "TIMESTAMP";
            case INTERVAL -> "INTERVAL";
            case LIST -> element().duck() + "[]";
            case TUPLE -> structDuck();
            case NOTHING -> "INTEGER";
        };
    }

    private String structDuck() {
        StringBuilder fields = new StringBuilder("STRUCT(");
        for (int i = 0; i < parts.size(); i++) {
            fields.append(i == 0 ? "\"" : ", \"")
                    .append(i + 1)
                    .append("\" ")
                    .append(parts.get(i).duck());
        }
        return fields.append(')').toString();
    }

    /** ClickHouse's value of an aggregate over no row. */
    String emptyValue() {
        return switch (kind) {
            case TEXT, JSON -> "''";
            case UUID -> "CAST('00000000-0000-0000-0000-000000000000' AS UUID)";
            case WHOLE -> "0";
            case FRACTION -> "CAST(0 AS DOUBLE)";
            case LOGICAL, BOOL -> "false";
            case DATE -> "DATE '1970-01-01'";
            case TIME -> "TIMESTAMP '1970-01-01 00:00:00'";
            case LIST -> "CAST([] AS " + duck() + ")";
            default -> "NULL";
        };
    }
}
