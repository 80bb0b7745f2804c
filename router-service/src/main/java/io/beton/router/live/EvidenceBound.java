package io.beton.router.live;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Numbering;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the evidence of a subject from growing for ever.
 *
 * <p>Beyond the bound goes what lies outside of the observation's window, and of each selector by itself all but the latest
 * matches. The anchor stays, and of each day up to the window's end the last matches, as many as the selector's counts need,
 * and the first ones: a window that begins on a day takes its last ones, one that ends on it its first ones, wherever an
 * earlier anchor that is still to come puts it. Rolling windows end with a day, so of those the first ones go. Only of so
 * many events a sequence, a trend, different days or values, or a first session can be missed.
 */
final class EvidenceBound {
    private final boolean rolling;
    private final long[] needed;
    private final long spare;
    private final long most;
    private final long within;
    private final Optional<Integer> anchor;
    private final int[] asked;

    /** @param spare how many matches of a selector are kept besides those that the claim's counts need */
    EvidenceBound(Claim claim, Numbering numbers, int spare) {
        this.rolling = claim.rolling();
        this.within = claim.design().evidenceDays() * Times.DAY;
        this.anchor = claim.anchor().map(numbers::of);
        this.asked =
                claim.condition().selectors().mapToInt(numbers::of).distinct().toArray();
        this.needed = Arrays.stream(asked)
                .mapToLong(selector -> needed(claim.condition(), numbers, selector))
                .toArray();
        this.spare = spare;
        this.most = spare + Arrays.stream(needed).sum();
    }

    boolean exceeded(Evidence evidence) {
        return evidence.size() > most;
    }

    /** @param anchored when the one observation begins; {@link Times#NEVER} where that is not known, or there are many */
    void apply(Evidence evidence, long anchored) {
        // an earlier anchor would only end the window earlier
        List<MatchedEvent> events = evidence.events().stream()
                .filter(event -> anchored == Times.NEVER || event.timestamp() - anchored < within)
                .toList();
        Set<MatchedEvent> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        Quota firstOfDay = new Quota(0, true);
        for (MatchedEvent event : events) {
            if (!rolling && firstOfDay.takes(event) || isAnchor(event, anchored)) {
                kept.add(event);
            }
        }
        Quota lastOfDay = new Quota(0, true);
        Quota latest = new Quota(spare, false);
        for (int i = events.size() - 1; i >= 0; i--) {
            MatchedEvent event = events.get(i);
            // each counts the event, whatever the other says
            if (lastOfDay.takes(event) | (latest.takes(event) && !isBefore(event, anchored))) {
                kept.add(event);
            }
        }
        evidence.drop(evidence.events().stream()
                .filter(event -> !kept.contains(event))
                .toList());
    }

    private static boolean isBefore(MatchedEvent event, long anchored) {
        return anchored != Times.NEVER && event.timestamp() < anchored;
    }

    private boolean isAnchor(MatchedEvent event, long anchored) {
        return event.timestamp() == anchored
                && anchor.filter(selector -> event.selectors().get(selector)).isPresent();
    }

    /** Takes so many matches of each selector as its counts need, and some to spare, in all or of each day. */
    private final class Quota {
        private final long more;
        private final boolean daily;
        private final long[] taken = new long[asked.length];
        private long day = Times.NEVER;

        Quota(long more, boolean daily) {
            this.more = more;
            this.daily = daily;
        }

        /** Those of one day are shown one after the other. */
        boolean takes(MatchedEvent event) {
            if (daily && Times.day(event.timestamp()) != day) {
                day = Times.day(event.timestamp());
                Arrays.fill(taken, 0);
            }
            boolean takes = false;
            for (int i = 0; i < asked.length; i++) {
                if (event.selectors().get(asked[i])) {
                    takes |= taken[i]++ < needed[i] + more;
                }
            }
            return takes;
        }
    }

    /** How many matches of a selector an answer can take; sequences, trends and different days or values can take any. */
    private static long needed(Condition condition, Numbering numbers, int selector) {
        if (condition instanceof Condition.Composite composite) {
            return composite.conditions().stream()
                    .mapToLong(part -> needed(part, numbers, selector))
                    .max()
                    .orElse(0);
        }
        if (!(condition instanceof Condition.Simple simple) || numbers.of(simple.selector()) != selector) {
            return 0;
        }
        if (condition instanceof Condition.AtMost atMost) {
            return atMost.atMost() + 1L;
        }
        return condition instanceof Condition.Count count ? count.atLeast() : 0;
    }
}
