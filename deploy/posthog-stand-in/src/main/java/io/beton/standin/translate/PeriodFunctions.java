package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.Locale;
import java.util.Map;

/** Starts of periods, parts of times, and times as texts, all on the wall clock of the time's zone. */
final class PeriodFunctions {
    private PeriodFunctions() {}

    static void register(Map<String, Function> to) {
        start(to, "Second", "second", Kind.TIME);
        start(to, "Minute", "minute", Kind.TIME);
        start(to, "Hour", "hour", Kind.TIME);
        start(to, "Day", "day", Kind.TIME);
        start(to, "Month", "month", Kind.DATE);
        start(to, "Quarter", "quarter", Kind.DATE);
        start(to, "Year", "year", Kind.DATE);
        to.put("toStartOfWeek", PeriodFunctions::week);
        to.put("toMonday", a -> startOf(a, "week", Kind.DATE));
        to.put("dateTrunc", PeriodFunctions::truncated);
        to.put("date_trunc", to.get("dateTrunc"));
        part(to, "toYear", "year", "UInt16");
        part(to, "toMonth", "month", "UInt8");
        part(to, "toDayOfMonth", "day", "UInt8");
        part(to, "toDayOfWeek", "isodow", "UInt8");
        part(to, "toHour", "hour", "UInt8");
        part(to, "toMinute", "minute", "UInt8");
        part(to, "toSecond", "second", "UInt8");
        to.put("toYYYYMM", a -> number(a, "%Y%m"));
        to.put("toYYYYMMDD", a -> number(a, "%Y%m%d"));
        to.put("formatDateTime", PeriodFunctions::format);
    }

    /** Weeks and longer give a date, shorter units a time. */
    private static Sql truncated(Arguments arguments) {
        String unit = arguments.expect(2, 2).constant(0).toLowerCase(Locale.ROOT);
        return startOf(arguments, unit, unit.matches("week|month|quarter|year") ? Kind.DATE : Kind.TIME, 1);
    }

    private static void start(Map<String, Function> to, String name, String unit, Kind kind) {
        to.put("toStartOf" + name, arguments -> startOf(arguments, unit, kind));
    }

    private static Sql startOf(Arguments arguments, String unit, Kind kind) {
        return startOf(arguments.expect(1, 1), unit, kind, 0);
    }

    private static Sql startOf(Arguments arguments, String unit, Kind kind, int index) {
        if (!unit.matches("second|minute|hour|day|week|month|quarter|year")) {
            throw HogQlException.clickHouse("bad_arguments", "Unknown unit of time: " + unit);
        }
        Sql time = TimeFunctions.time(arguments, index);
        String zone = time.type().detail();
        String local = "date_trunc('" + unit + "', " + Times.local(time) + ")";
        boolean nullable = time.type().nullable();
        return kind == Kind.DATE
                ? time.with("CAST(" + local + " AS DATE)", Type.DATE.nullable(nullable))
                : time.with(Times.instant(local, zone), Type.time(zone).nullable(nullable));
    }

    /** Weeks start on Sunday unless the mode says Monday, as in ClickHouse. */
    private static Sql week(Arguments arguments) {
        arguments.expect(1, 2);
        Sql time = TimeFunctions.time(arguments, 0);
        boolean monday = arguments.count() == 2 && Integer.parseInt(arguments.constant(1)) % 2 == 1;
        String day = "CAST(" + Times.local(time) + " AS DATE)";
        String text = monday
                ? "CAST(date_trunc('week', " + day + ") AS DATE)"
                : "(" + day + " - CAST(dayofweek(" + day + ") AS INTEGER))";
        return time.with(text, Type.DATE.nullable(time.type().nullable()));
    }

    private static void part(Map<String, Function> to, String name, String part, String type) {
        to.put(name, arguments -> {
            Sql time = TimeFunctions.time(arguments.expect(1, 1), 0);
            return time.with(
                    "date_part('" + part + "', " + Times.local(time) + ")",
                    Type.whole(type).nullable(time.type().nullable()));
        });
    }

    private static Sql number(Arguments arguments, String format) {
        Sql time = TimeFunctions.time(arguments.expect(1, 1), 0);
        return time.with(
                "CAST(strftime(" + Times.local(time) + ", '" + format + "') AS BIGINT)",
                Type.whole("UInt32").nullable(time.type().nullable()));
    }

    private static Sql format(Arguments arguments) {
        arguments.expect(2, 3);
        Sql time = TimeFunctions.time(arguments, 0);
        String format = arguments
                .constant(1)
                .replace("%i", "%M")
                .replace("%F", "%Y-%m-%d")
                .replace("%T", "%H:%M:%S");
        String local = Times.local(
                time.text(), TimeFunctions.zone(arguments, 2, time.type().detail()));
        return time.with(
                "strftime(" + local + ", " + Sql.quote(format) + ")",
                Type.TEXT.nullable(time.type().nullable()));
    }
}
