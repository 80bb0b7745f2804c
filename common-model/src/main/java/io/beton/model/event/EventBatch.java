package io.beton.model.event;

import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
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
 * @param of the kind of subject that it is about; subjects of different kinds may bear one name
 * @param hypothesesOffset for live batches, the last offset of the hypotheses topic that the poll had applied; -1 where
 *     it does not matter
 * @param arrivedUntil for live batches, up to when everything that came to the source is published on this partition,
 *     with this batch or before it; {@link #NOT_SAID} where this batch does not say
 * @param born when the source made a subject, for those of whom it is known and asked
 * @param earlier first outcomes before the history window
 */
public record EventBatch(
        ConnectionId connectionId,
        Subject of,
        long hypothesesOffset,
        long arrivedUntil,
        List<Event> events,
        List<Activity> activity,
        Map<SubjectId, Long> born,
        List<EarlierOutcome> earlier) {
    public static final long NOT_SAID = 0;

    public EventBatch {
        events = List.copyOf(events);
        activity = List.copyOf(activity);
        born = Map.copyOf(born);
        earlier = List.copyOf(earlier);
    }

    /** One of persons. */
    public EventBatch(
            ConnectionId connectionId,
            long hypothesesOffset,
            List<Event> events,
            List<Activity> activity,
            Map<SubjectId, Long> born,
            List<EarlierOutcome> earlier) {
        this(connectionId, Subject.PERSON, hypothesesOffset, NOT_SAID, events, activity, born, earlier);
    }

    /** One that only says how far its reader has come. */
    public static EventBatch arrived(ConnectionId connectionId, Subject of, long hypothesesOffset, long until) {
        return new EventBatch(connectionId, of, hypothesesOffset, until, List.of(), List.of(), Map.of(), List.of());
    }

    /**
     * One event with the selectors that it matched.
     *
     * @param values the hashes of its counted properties by name; a value that is missing is left out
     */
    public record Event(
            SubjectId subject,
            long timestamp,
            long createdAt,
            UUID uuid,
            Set<SelectorId> matched,
            Map<String, Long> values) {
        public Event {
            matched = Set.copyOf(matched);
            values = Map.copyOf(values);
        }

        /** One of which no property is counted. */
        public Event(SubjectId subject, long timestamp, long createdAt, UUID uuid, Set<SelectorId> matched) {
            this(subject, timestamp, createdAt, uuid, matched, Map.of());
        }
    }

    /**
     * First and last counted event of a subject on one UTC day.
     *
     * @param firstSession the session of the first one, as a hash; 0 where it has none or nobody asked
     */
    public record Activity(SubjectId subject, long first, long last, long firstSession) {
        public Activity(SubjectId subject, long first, long last) {
            this(subject, first, last, 0);
        }
    }

    /** The first match of an outcome's selector before the history window. */
    public record EarlierOutcome(SubjectId subject, SelectorId outcome, long at) {}
}
