package io.beton.model.event;

import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Matched events and activity of subjects of one bucket, published together; all records of one subject go to one
 * partition. Times are microseconds.
 *
 * @param hypothesesOffset for live batches, the last offset of the hypotheses topic that the poll had applied; -1 where
 *     it does not matter
 * @param born when the source made a subject, for those of whom it is known and asked
 * @param earlier first outcomes before the history window
 */
public record EventBatch(
        ConnectionId connectionId,
        long hypothesesOffset,
        List<Event> events,
        List<Activity> activity,
        Map<SubjectId, Long> born,
        List<EarlierOutcome> earlier) {

    public EventBatch {
        events = List.copyOf(events);
        activity = List.copyOf(activity);
        born = Map.copyOf(born);
        earlier = List.copyOf(earlier);
    }

    /** One event with the selectors that it matched. */
    public record Event(SubjectId subject, long timestamp, long createdAt, UUID uuid, Set<SelectorId> matched) {
        public Event {
            matched = Set.copyOf(matched);
        }
    }

    /** First and last counted event of a subject on one UTC day. */
    public record Activity(SubjectId subject, long first, long last) {}

    /** The first match of an outcome's selector before the history window. */
    public record EarlierOutcome(SubjectId subject, SelectorId outcome, long at) {}
}
