package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Times are held as UTC; their zone is a part of the type and matters for days, hours and texts. */
final class Times {
    private Times() {}

    /** The wall clock of a time in its own zone. */
    static String local(Sql time) {
        return local(time.text(), time.type().detail());
    }

    static String local(String text, String zone) {
        return isUtc(zone) ? text : "timezone(" + Sql.quote(zone) + ", timezone('UTC', " + text + "))";
    }

    /** The UTC time at which a wall clock in this zone shows that. */
    static String instant(String local, String zone) {
        return isUtc(zone) ? local : "timezone('UTC', timezone(" + Sql.quote(zone) + ", " + local + "))";
    }

    /** A text read as a time; without a zone of its own it is read in the given one; unreadable gives NULL. */
    static String parsed(String text, String zone) {
        return "hog_time(" + text + ", " + Sql.quote(zone) + ")";
    }

    static String zone(Sql constant) {
        String zone =
                constant.constant().orElseThrow(() -> HogQlException.query("A time zone must be a constant string"));
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            throw HogQlException.clickHouse("bad_arguments", "Cannot load time zone " + zone);
        }
    }

    private static boolean isUtc(String zone) {
        return zone.equals("UTC");
    }
}
