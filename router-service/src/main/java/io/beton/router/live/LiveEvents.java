package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became of the live events of one poll: consumed = matched + unmatched + duplicate.
 *
 * <p>Unmatched: no live hypothesis of its connection and kind of subject needs it, since it matched none of their
 * selectors or lies before their histories, or since the only one was paused before it was judged. Duplicate: each
 * hypothesis that needs it keeps an event of its uuid for its subject, or it is in the poll already. Matched: every other
 * one; also what comes again of a subject whose one observation is over, of whom no uuid is kept.
 */
final class LiveEvents {
    /** How often each came. */
    private final Map<Occurrence, Integer> needed = new HashMap<>();

    private long consumed;

    /** @param neededOfIt those of the batch that a hypothesis needs */
    void take(EventBatch batch, Collection<EventBatch.Event> neededOfIt) {
        Home home = Home.of(batch);
        consumed += batch.events().size();
        neededOfIt.forEach(event -> needed.merge(new Occurrence(home, event.subject(), event.uuid()), 1, Integer::sum));
    }

    /**
     * @param fresh what at least one hypothesis did not know
     * @param known what at least one knew
     */
    Counts counts(Set<Occurrence> fresh, Set<Occurrence> known) {
        long matched = 0;
        long duplicate = 0;
        for (Map.Entry<Occurrence, Integer> came : needed.entrySet()) {
            if (fresh.contains(came.getKey())) {
                matched++;
                duplicate += came.getValue() - 1;
            } else if (known.contains(came.getKey())) {
                duplicate += came.getValue();
            }
        }
        return new Counts(matched, consumed - matched - duplicate, duplicate);
    }

    /** One event of one subject; two connections can read one project. */
    record Occurrence(Home home, SubjectId subject, UUID uuid) {}

    /** How many there were of each. */
    record Counts(long matched, long unmatched, long duplicate) {
        static final Counts NONE = new Counts(0, 0, 0);

        long consumed() {
            return matched + unmatched + duplicate;
        }
    }
}
