package io.beton.router.live;

import io.beton.model.hypothesis.Design;
import io.beton.model.match.Times;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rolling design has made of a subject so far.
 *
 * @param askedUntil up to which landmark a deferred condition has been asked, or {@link #NEVER}
 * @param signalled the last landmark that was signalled, or that made a member, or {@link #NEVER}
 * @param fired the latest landmarks that fired, ascending
 */
record Landmarks(long askedUntil, long signalled, List<Long> fired) {
    /** Before all times. */
    static final long NEVER = Long.MIN_VALUE;

    static final Landmarks NONE = new Landmarks(NEVER, NEVER, List.of());
    private static final long COOL_DOWN = Design.Rolling.COOL_DOWN_DAYS * Times.DAY;

    Landmarks {
        fired = List.copyOf(fired);
    }

    /** Whether a signal at this landmark would follow too soon on another. */
    boolean coolingDown(long landmark) {
        return signalled != NEVER && landmark - signalled < COOL_DOWN;
    }

    Landmarks fired(long landmark) {
        return new Landmarks(
                askedUntil,
                signalled,
                Stream.concat(fired.stream(), Stream.of(landmark)).sorted().toList());
    }

    Landmarks signalled(long landmark) {
        return new Landmarks(askedUntil, landmark, fired);
    }

    Landmarks askedUntil(long time) {
        return new Landmarks(time, signalled, fired);
    }

    /** When nothing of it matters any more; or {@link Times#NEVER} where there is nothing. */
    long overAt() {
        long latest = fired.isEmpty() ? NEVER : fired.get(fired.size() - 1);
        long cool = signalled == NEVER ? NEVER : signalled + COOL_DOWN;
        return latest == NEVER && cool == NEVER ? Times.NEVER : Math.max(latest, cool);
    }

    /** Without what can matter no more: landmarks up to a time, and a cool-down that is over for all that follow it. */
    Landmarks after(long time) {
        boolean cool = signalled == NEVER || time - signalled >= COOL_DOWN;
        return new Landmarks(
                askedUntil,
                cool ? NEVER : signalled,
                fired.stream().filter(landmark -> landmark > time).toList());
    }
}
