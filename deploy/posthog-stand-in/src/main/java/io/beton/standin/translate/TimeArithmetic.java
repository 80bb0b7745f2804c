package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Intervals, sums and differences of times; days and longer are counted on the wall clock of the time's zone. */
final class TimeArithmetic {
    private static final List<String> UNITS =
            List.of("Second", "Minute", "Hour", "Day", "Week", "Month", "Quarter", "Year");

    private TimeArithmetic() {}

    static void register(Map<String, Function> to) {
        for (String unit : UNITS) {
            to.put("toInterval" + unit, a -> interval(a.expect(1, 1), 0, unit));
            to.put("add" + unit + "s", a -> shift(a, TimeFunctions.time(a.expect(2, 2), 0), interval(a, 1, unit), "+"));
            to.put(
                    "subtract" + unit + "s",
                    a -> shift(a, TimeFunctions.time(a.expect(2, 2), 0), interval(a, 1, unit), "-"));
        }
        to.put("dateAdd", a -> dateAdd(a, "+"));
        to.put("dateSub", a -> dateAdd(a, "-"));
        to.put("date_add", a -> dateAdd(a.expect(2, 2), "+"));
        to.put("date_subtract", a -> dateAdd(a.expect(2, 2), "-"));
        to.put("dateDiff", TimeArithmetic::difference);
        to.put("date_diff", TimeArithmetic::difference);
    }

    static Sql interval(Arguments arguments, int index, String unit) {
        String function =
                switch (unit) {
                    case "Second" -> "to_seconds(CAST($1 AS BIGINT))";
                    case "Minute" -> "to_minutes(CAST($1 AS BIGINT))";
                    case "Hour" -> "to_hours(CAST($1 AS BIGINT))";
                    case "Day" -> "to_days(CAST($1 AS INTEGER))";
                    case "Week" -> "to_days(CAST($1 * 7 AS INTEGER))";
                    case "Month" -> "to_months(CAST($1 AS INTEGER))";
                    case "Quarter" -> "to_months(CAST($1 * 3 AS INTEGER))";
                    default -> "to_years(CAST($1 AS INTEGER))";
                };
        return arguments.result(
                function.replace("$1", arguments.number(index)),
                Type.interval(unit).nullable(arguments.sql(index).type().nullable()));
    }

    static Sql add(Arguments arguments, Sql left, Sql right, String sign) {
        if (right.type().is(Kind.INTERVAL) && left.type().is(Kind.TIME, Kind.DATE)) {
            return shift(arguments, left, right, sign);
        }
        if (left.type().is(Kind.INTERVAL) && right.type().is(Kind.TIME, Kind.DATE) && sign.equals("+")) {
            return shift(arguments, right, left, sign);
        }
        boolean nullable = arguments.nullable();
        if (left.type().is(Kind.TIME) && right.type().is(Kind.TIME) && sign.equals("-")) {
            String seconds = "CAST(floor(epoch(" + left.text() + ")) - floor(epoch(" + right.text() + ")) AS BIGINT)";
            return arguments.result(seconds, Type.whole("Int32").nullable(nullable));
        }
        if (left.type().is(Kind.DATE) && right.type().is(Kind.DATE) && sign.equals("-")) {
            return arguments.result(
                    "(" + left.text() + " - " + right.text() + ")",
                    Type.whole("Int32").nullable(nullable));
        }
        if (left.type().is(Kind.TIME, Kind.DATE) && right.type().is(Kind.WHOLE)) {
            String unit = left.type().is(Kind.DATE) ? "Day" : "Second";
            return shift(arguments, left, interval(arguments, 1, unit), sign);
        }
        throw HogQlException.clickHouse(
                "illegal_type_of_argument",
                "Illegal types " + left.type().clickHouse() + " and "
                        + right.type().clickHouse() + " of arguments of function "
                        + (sign.equals("+") ? "plus" : "minus"));
    }

    private static Sql shift(Arguments arguments, Sql time, Sql interval, String sign) {
        boolean nullable = time.type().nullable() || interval.type().nullable();
        boolean clock = interval.type().name().matches("Interval(Second|Minute|Hour)");
        if (time.type().is(Kind.DATE)) {
            String shifted = "(" + time.text() + " " + sign + " " + interval.text() + ")";
            return clock
                    ? arguments.result(
                            shifted, Type.time(arguments.schema().columnZone()).nullable(nullable))
                    : arguments.result("CAST(" + shifted + " AS DATE)", Type.DATE.nullable(nullable));
        }
        String zone = clock ? "UTC" : time.type().detail();
        String shifted = "(" + Times.local(time.text(), zone) + " " + sign + " " + interval.text() + ")";
        return arguments.result(Times.instant(shifted, zone), time.type().nullable(nullable));
    }

    /** {@code dateAdd('day', 3, x)} as well as {@code dateAdd(x, toIntervalDay(3))}. */
    private static Sql dateAdd(Arguments arguments, String sign) {
        arguments.expect(2, 3);
        if (arguments.count() == 2) {
            if (!arguments.sql(1).type().is(Kind.INTERVAL)) {
                throw arguments.illegal(1);
            }
            return shift(arguments, dated(arguments, 0), arguments.sql(1), sign);
        }
        String unit = arguments.constant(0).toLowerCase(Locale.ROOT);
        String known = UNITS.stream()
                .filter(each -> each.toLowerCase(Locale.ROOT).equals(unit))
                .findFirst()
                .orElseThrow(() -> HogQlException.clickHouse("bad_arguments", "Unknown unit of time: " + unit));
        return shift(arguments, dated(arguments, 2), interval(arguments, 1, known), sign);
    }

    private static Sql dated(Arguments arguments, int index) {
        Sql value = arguments.sql(index);
        return value.type().is(Kind.DATE) ? value : TimeFunctions.time(arguments, index);
    }

    private static Sql difference(Arguments arguments) {
        arguments.expect(3, 3);
        String unit = arguments.constant(0).toLowerCase(Locale.ROOT);
        if (!unit.matches("microsecond|millisecond|second|minute|hour|day|week|month|quarter|year")) {
            throw HogQlException.clickHouse("bad_arguments", "Unknown unit of time: " + unit);
        }
        Sql from = TimeFunctions.time(arguments, 1);
        Sql to = TimeFunctions.time(arguments, 2);
        String zone = from.type().detail();
        String text = "date_diff('" + unit + "', " + Times.local(from.text(), zone) + ", "
                + Times.local(to.text(), zone) + ")";
        boolean nullable = from.type().nullable() || to.type().nullable();
        return arguments.result(text, Type.INT64.nullable(nullable));
    }
}
