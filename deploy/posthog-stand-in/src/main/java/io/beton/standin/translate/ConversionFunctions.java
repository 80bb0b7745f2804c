package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.Map;

/** Conversions; what cannot be converted becomes NULL. */
final class ConversionFunctions {
    private ConversionFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("toString", a -> a.expect(1, 1).result(text(a.sql(0)), Type.TEXT.nullable(a.nullable())));
        to.put("toInt", a -> whole(a.expect(1, 1), Type.INT64));
        to.put("_toInt64", a -> exact(a.expect(1, 1), Type.INT64));
        to.put("_toUInt64", a -> exact(a.expect(1, 1), Type.UINT64));
        to.put("toFloat", a -> fraction(a.expect(1, 1)));
        to.put("toBool", a -> truth(a.expect(1, 1)));
        to.put("toUUID", a -> uuid(a.expect(1, 1)));
        to.put("accurateCastOrNull", ConversionFunctions::accurateCast);
        to.put(
                "toTypeName",
                a -> a.expect(1, 1).result(Sql.quote(a.sql(0).type().clickHouse()), Type.TEXT));
    }

    /** The text form of a value: numbers have no trailing ".0", times are a wall clock in their zone. */
    static String text(Sql value) {
        return switch (value.type().kind()) {
            case TEXT, JSON -> value.text();
            case NOTHING -> "CAST(NULL AS VARCHAR)";
            case FRACTION -> "hog_number_text(" + value.text() + ")";
            case LOGICAL -> "CAST(" + value.number() + " AS VARCHAR)";
            case TIME ->
                "strftime(" + Times.local(value) + ", "
                        + (value.type().name().equals("DateTime") ? "'%Y-%m-%d %H:%M:%S')" : "'%Y-%m-%d %H:%M:%S.%f')");
            default -> "CAST(" + value.text() + " AS VARCHAR)";
        };
    }

    private static Sql accurateCast(Arguments arguments) {
        arguments.expect(2, 2);
        String type = arguments.constant(1);
        if (type.matches("U?Int(8|16|32|64)")) {
            return whole(arguments, Type.whole(type));
        }
        return switch (type) {
            case "Float64", "Float32" -> fraction(arguments);
            case "UUID" -> uuid(arguments);
            case "Bool" -> truth(arguments);
            case "String" -> arguments.result(text(arguments.sql(0)), Type.TEXT.orNull());
            case "Date" -> TimeFunctions.date(arguments.sql(0), arguments);
            default -> throw HogQlException.query("Unsupported type '" + type + "' in accurateCastOrNull");
        };
    }

    /** The plain conversion: what does not fit is NULL here, an error or a wrap-around in ClickHouse. */
    private static Sql exact(Arguments arguments, Type type) {
        return whole(arguments, type).as(type.nullable(arguments.nullable()));
    }

    private static Sql whole(Arguments arguments, Type type) {
        Sql value = arguments.sql(0);
        String text =
                switch (value.type().kind()) {
                    case TEXT, JSON -> "hog_whole(" + value.text() + ")";
                    case FRACTION -> "hog_whole_of(" + value.text() + ")";
                    case TIME -> "CAST(floor(epoch(" + value.text() + ")) AS BIGINT)";
                    case DATE -> "CAST(date_diff('day', DATE '1970-01-01', " + value.text() + ") AS BIGINT)";
                    default -> value.number();
                };
        String range = Ranges.within(text, type);
        return arguments.result(range, type.orNull());
    }

    private static Sql fraction(Arguments arguments) {
        Sql value = arguments.sql(0);
        String text =
                switch (value.type().kind()) {
                    case TEXT, JSON -> "hog_float(" + value.text() + ")";
                    case TIME -> "epoch(" + value.text() + ")";
                    default -> "CAST(" + value.number() + " AS DOUBLE)";
                };
        return arguments.result(text, Type.FRACTION.orNull());
    }

    private static Sql truth(Arguments arguments) {
        Sql value = arguments.sql(0);
        String text = value.type().isText()
                ? "CASE lower(" + value.text()
                        + ") WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END"
                : value.condition();
        return arguments.result(text, Type.BOOL.orNull());
    }

    private static Sql uuid(Arguments arguments) {
        Sql value = arguments.sql(0);
        boolean already = value.type().is(Kind.UUID);
        return arguments.result(
                already ? value.text() : "TRY_CAST(" + arguments.text(0) + " AS UUID)", Type.UUID.orNull());
    }
}
