package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What became of the live events of one poll: consumed = matched + unmatched + duplicate.
 *
 * <p>Unmatched: no live hypothesis of its connection and kind of subject needs it, since it matched none of their
 * selectors or lies before their histories. Duplicate: each hypothesis that needs it keeps an event of its uuid for its
 * subject, or it is in the poll already. Matched: every other one; also what comes again of a subject whose one
 * observation is over, of whom no uuid is kept.
 */
final class LiveEvents {
    private final Set<Occurrence> needed = new HashSet<>();
    private long consumed;
    private long needs;

    /** @param neededOfIt those of the batch that a hypothesis needs */
    void take(EventBatch batch, Collection<EventBatch.Event> neededOfIt) {
        Home home = Home.of(batch);
        consumed += batch.events().size();
        needs += neededOfIt.size();
        neededOfIt.forEach(event -> needed.add(new Occurrence(home, event.subject(), event.uuid())));
    }

    /** @param fresh what at least one hypothesis did not know */
    Counts counts(Set<Occurrence> fresh) {
        long matched = needed.stream().filter(fresh::contains).count();
        return new Counts(matched, consumed - needs, needs - matched);
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
