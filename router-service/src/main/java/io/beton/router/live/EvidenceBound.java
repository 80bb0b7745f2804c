package io.beton.router.live;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Numbering;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the evidence of a subject from growing for ever.
 *
 * <p>Beyond the bound goes what lies outside of the observation's window, and of each selector by itself all but the latest
 * matches; the anchor stays, and of each day as many as the counts need, since a landmark may wait to be asked of it. Only
 * of so many events a sequence, a trend, different days or values, a first session, or what comes late can be missed.
 */
final class EvidenceBound {
    private final long needed;
    private final long most;
    private final long within;
    private final Optional<Integer> anchor;
    private final int[] asked;

    /** @param spare how many matches of a selector are kept besides those that the claim's counts need */
    EvidenceBound(Claim claim, Numbering numbers, int spare) {
        this.needed = needed(claim.condition());
        this.most = spare + needed;
        this.within = claim.design().evidenceDays() * Times.DAY;
        this.anchor = claim.anchor().map(numbers::of);
        this.asked =
                claim.condition().selectors().mapToInt(numbers::of).distinct().toArray();
    }

    boolean exceeded(Evidence evidence) {
        return evidence.size() > most;
    }

    /** @param anchored when the one observation begins; {@link Times#NEVER} where that is not known, or there are many */
    void apply(Evidence evidence, long anchored) {
        List<MatchedEvent> latestFirst = new ArrayList<>(evidence.events());
        Collections.reverse(latestFirst);
        long[] kept = new long[asked.length];
        long[] keptOfDay = new long[asked.length];
        long day = Times.NEVER;
        List<MatchedEvent> superfluous = new ArrayList<>();
        for (MatchedEvent event : latestFirst) {
            if (Times.day(event.timestamp()) != day) {
                day = Times.day(event.timestamp());
                Arrays.fill(keptOfDay, 0);
            }
            boolean inWindow =
                    anchored == Times.NEVER || (event.timestamp() >= anchored && event.timestamp() - anchored < within);
            // each counts the event, whatever the other says
            boolean latest = isAmongLatest(event, kept, most) | isAmongLatest(event, keptOfDay, needed);
            if (!(inWindow && latest) && !isAnchor(event, anchored)) {
                superfluous.add(event);
            }
        }
        evidence.drop(superfluous);
    }

    private boolean isAnchor(MatchedEvent event, long anchored) {
        return event.timestamp() == anchored
                && anchor.filter(selector -> event.selectors().get(selector)).isPresent();
    }

    private boolean isAmongLatest(MatchedEvent event, long[] kept, long limit) {
        boolean among = false;
        for (int i = 0; i < asked.length; i++) {
            if (event.selectors().get(asked[i])) {
                among |= kept[i]++ < limit;
            }
        }
        return among;
    }

    /** How many events an answer can take; sequences, trends and different days or values can take any. */
    private static long needed(Condition condition) {
        if (condition instanceof Condition.Composite composite) {
            return composite.conditions().stream()
                    .mapToLong(EvidenceBound::needed)
                    .sum();
        }
        if (condition instanceof Condition.AtMost atMost) {
            return atMost.atMost() + 1L;
        }
        return condition instanceof Condition.Count count ? count.atLeast() : 0;
    }
}
