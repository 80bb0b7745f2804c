package io.beton.ingest.posthog;

import io.beton.model.match.Times;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.concurrent.TimeUnit;

/**
 * Reads the datetimes of PostHog's answers: {@code 2026-01-10T12:00:00}, with or without a fraction, which carry an offset
 * or else are UTC. Anything else is a {@link DateTimeException}.
 */
final class PostHogTime {
    private static final int WITHOUT_FRACTION = "2026-01-10T12:00:00".length();
    private static final int WITH_MICROS = "2026-01-10T12:00:00.123456".length();
    private static final int OFFSET = "+01:00".length();
    private static final int MONTH = 5;
    private static final int DAY = 8;
    private static final int HOUR = 11;
    private static final int MINUTE = 14;
    private static final int SECOND = 17;
    private static final int TEN = 10;
    private static final int HUNDRED = 100;
    private static final int SIXTY = 60;
    /** No zone is farther from Greenwich, in minutes. */
    private static final int FARTHEST = 18 * SIXTY;

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    private PostHogTime() {}

    static long micros(char[] text, int from, int length) {
        if (length < WITHOUT_FRACTION
                || text[from + MONTH - 1] != '-'
                || text[from + DAY - 1] != '-'
                || (text[from + HOUR - 1] != 'T' && text[from + HOUR - 1] != ' ')
                || text[from + MINUTE - 1] != ':'
                || text[from + SECOND - 1] != ':') {
            throw noTime();
        }
        int hour = two(text, from + HOUR);
        int minute = two(text, from + MINUTE);
        int second = two(text, from + SECOND);
        if (hour > 23 || minute >= SIXTY || second >= SIXTY) {
            throw noTime();
        }
        long seconds = (hour * SIXTY + minute) * (long) SIXTY + second;
        int zone = zone(text, from, length);
        return day(text, from) * Times.DAY
                + (seconds - offset(text, from, zone, length)) * MICROS
                + fraction(text, from, zone);
    }

    /** Days since 1970-01-01; years are counted from March, so that the day that comes every fourth year is the last. */
    private static long day(char[] text, int from) {
        int year = two(text, from) * HUNDRED + two(text, from + 2);
        int month = two(text, from + MONTH);
        int day = two(text, from + DAY);
        if (month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
            throw noTime();
        }
        int years = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return years * 365
                + Math.floorDiv(years, 4)
                - Math.floorDiv(years, HUNDRED)
                + Math.floorDiv(years, 4 * HUNDRED)
                + dayOfYear
                - 719_468;
    }

    /** Where the seconds with their fraction end. */
    private static int zone(char[] text, int from, int length) {
        if (length == WITH_MICROS + 1 && text[from + WITHOUT_FRACTION] == '.' && text[from + WITH_MICROS] == 'Z') {
            // the usual form; its digits are looked at when they are read
            return WITH_MICROS;
        }
        int at = WITHOUT_FRACTION;
        if (at < length && text[from + at] == '.') {
            at++;
            while (at < length && text[from + at] >= '0' && text[from + at] <= '9') {
                at++;
            }
            if (at == WITHOUT_FRACTION + 1) {
                throw noTime();
            }
        }
        return at;
    }

    private static long fraction(char[] text, int from, int zone) {
        if (zone == WITH_MICROS) {
            int at = from + WITHOUT_FRACTION + 1;
            return (two(text, at) * HUNDRED + two(text, at + 2)) * (long) HUNDRED + two(text, at + 4);
        }
        long unit = MICROS;
        long fraction = 0;
        for (int i = WITHOUT_FRACTION + 1; i < zone; i++) {
            unit /= TEN;
            fraction += unit * (text[from + i] - '0');
        }
        return fraction;
    }

    /** In seconds, east of Greenwich. */
    private static long offset(char[] text, int from, int zone, int length) {
        if (zone == length || (zone == length - 1 && text[from + zone] == 'Z')) {
            return 0;
        }
        char sign = text[from + zone];
        if (length - zone != OFFSET || (sign != '+' && sign != '-') || text[from + zone + 3] != ':') {
            throw noTime();
        }
        int minute = two(text, from + zone + 4);
        int minutes = two(text, from + zone + 1) * SIXTY + minute;
        if (minute >= SIXTY || minutes > FARTHEST) {
            throw noTime();
        }
        return (sign == '+' ? minutes : -minutes) * (long) SIXTY;
    }

    private static int two(char[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        // negative where one of them is no digit
        if ((tens | ones | 9 - tens | 9 - ones) < 0) {
            throw noTime();
        }
        return tens * TEN + ones;
    }

    /** Without the text: who knows what it is. */
    private static DateTimeException noTime() {
        return new DateTimeException("what stands in the place of a time is none");
    }
}
