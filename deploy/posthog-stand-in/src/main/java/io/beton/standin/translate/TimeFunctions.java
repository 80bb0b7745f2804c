package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Times and dates: now, and conversions from and to them. */
final class TimeFunctions {
    private static final DateTimeFormatter LITERAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private static final String PLAIN_TIME = "\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?)?";

    private TimeFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("now", TimeFunctions::now);
        to.put("today", a -> day(a, 0));
        to.put("yesterday", a -> day(a, -1));
        to.put("toDate", a -> date(a.expect(1, 1).sql(0), a));
        to.put("toDateTime", TimeFunctions::dateTime);
        to.put("toDateTime64", TimeFunctions::dateTime64);
        to.put("parseDateTimeBestEffort", TimeFunctions::dateTime);
        to.put("toTimeZone", a -> toZone(a.expect(1, 2)));
        to.put("toUnixTimestamp", a -> whole(a, "CAST(floor(epoch($1)) AS BIGINT)", Type.whole("UInt32")));
        to.put("toUnixTimestamp64Milli", a -> whole(a, "epoch_ms($1)", Type.INT64));
        to.put(
                "fromUnixTimestamp",
                a -> instant(a, 1_000_000, Type.time(a.schema().columnZone())));
        to.put(
                "fromUnixTimestamp64Milli",
                a -> instant(a, 1_000, Type.time64(a.schema().columnZone())));
        to.put(
                "fromUnixTimestamp64Micro",
                a -> instant(a, 1, Type.time64(a.schema().columnZone())));
    }

    static String literal(Instant instant) {
        return "TIMESTAMP '" + LITERAL.format(instant) + "'";
    }

    private static Sql now(Arguments arguments) {
        Instant now = arguments.schema().now().truncatedTo(ChronoUnit.MICROS);
        return Sql.of(literal(now), Type.time64(arguments.schema().projectZone()));
    }

    private static Sql day(Arguments arguments, int shift) {
        Sql now = now(arguments.expect(0, 0));
        return Sql.of("(CAST(" + Times.local(now) + " AS DATE) + " + shift + ")", Type.DATE);
    }

    /** An argument as a time; texts are read in the project's zone. */
    static Sql time(Arguments arguments, int index) {
        Sql value = arguments.sql(index);
        String zone = arguments.schema().columnZone();
        return switch (value.type().kind()) {
            case TIME -> value;
            case DATE ->
                value.with(
                        Coercion.to(value, Type.time(zone)),
                        Type.time(zone).nullable(value.type().nullable()));
            case TEXT, JSON ->
                value.with(
                        Times.parsed(value.text(), arguments.schema().projectZone()),
                        Type.time64(zone).orNull());
            case NOTHING ->
                value.with("CAST(NULL AS TIMESTAMP)", Type.time64(zone).orNull());
            default -> throw arguments.illegal(index);
        };
    }

    static Sql date(Sql value, Arguments arguments) {
        return switch (value.type().kind()) {
            case DATE -> value;
            case TIME ->
                value.with(
                        "CAST("
                                + Times.local(
                                        value.text(),
                                        zone(arguments, 1, value.type().detail())) + " AS DATE)",
                        Type.DATE.nullable(value.type().nullable()));
            case TEXT, JSON -> value.with("TRY_CAST(" + value.text() + " AS DATE)", Type.DATE.orNull());
            case NOTHING -> value.with("CAST(NULL AS DATE)", Type.DATE.orNull());
            default -> throw arguments.illegal(0);
        };
    }

    static String zone(Arguments arguments, int index, String otherwise) {
        return arguments.count() > index ? Times.zone(arguments.sql(index)) : otherwise;
    }

    private static Sql dateTime(Arguments arguments) {
        arguments.expect(1, 2);
        Sql value = arguments.sql(0);
        String zone = zone(arguments, 1, arguments.schema().projectZone());
        boolean nullable = value.type().nullable();
        if (value.type().isNumber()) {
            return value.with(
                    "make_timestamp(CAST(floor(" + value.number() + ") AS BIGINT) * 1000000)",
                    Type.time(zone).nullable(nullable));
        }
        if (value.type().isText()) {
            return value.with(
                    Times.parsed(value.text(), zone), Type.time64(zone).orNull());
        }
        return value.with(
                "date_trunc('second', " + time(arguments, 0).text() + ")",
                Type.time(zone).nullable(nullable));
    }

    private static Sql dateTime64(Arguments arguments) {
        arguments.expect(1, 3);
        Sql value = arguments.sql(0);
        String zone = zone(arguments, 2, arguments.schema().projectZone());
        if (arguments.count() > 1 && !arguments.constant(1).matches("[0-9]")) {
            throw HogQlException.clickHouse("bad_arguments", "Scale of toDateTime64 must be between 0 and 9");
        }
        if (value.type().isText()) {
            return readText(value, zone);
        }
        if (value.type().isNumber()) {
            return value.with(
                    "make_timestamp(CAST(" + value.number() + " * 1000000 AS BIGINT))",
                    Type.time64(zone).nullable(value.type().nullable()));
        }
        return time(arguments, 0).as(Type.time64(zone).nullable(value.type().nullable()));
    }

    /** Unlike toDateTime, this one fails on a text that is no plain time, also on one with a zone of its own. */
    private static Sql readText(Sql text, String zone) {
        text.constant().filter(constant -> !constant.matches(PLAIN_TIME)).ifPresent(constant -> {
            throw HogQlException.clickHouse(
                    "cannot_parse_text", "Cannot parse string '" + constant + "' as DateTime64(6): syntax error");
        });
        return text.with(
                Times.parsed(text.text(), zone),
                Type.time64(zone).nullable(text.constant().isEmpty()));
    }

    private static Sql toZone(Arguments arguments) {
        Sql time = time(arguments, 0);
        Type type = time.type();
        return time.as(new Type(
                type.kind(),
                type.name(),
                zone(arguments, 1, arguments.schema().projectZone()),
                type.nullable(),
                type.parts()));
    }

    private static Sql whole(Arguments arguments, String text, Type type) {
        Sql time = time(arguments.expect(1, 2), 0);
        return time.with(
                text.replace("$1", time.text()), type.nullable(time.type().nullable()));
    }

    private static Sql instant(Arguments arguments, long micros, Type type) {
        arguments.expect(1, 1);
        String text = "make_timestamp(CAST(" + arguments.number(0) + " AS BIGINT) * " + micros + ")";
        return arguments.result(text, type.nullable(arguments.nullable()));
    }
}
