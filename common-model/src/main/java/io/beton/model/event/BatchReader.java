package io.beton.model.event;

import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Turns columns back into a batch; {@link ColumnCheck} has seen that they fit together. */
final class BatchReader {
    private final EventBatchMessage message;
    private final List<SubjectId> subjects;
    private final List<SelectorId> selectors;

    BatchReader(EventBatchMessage message) {
        this.message = message;
        this.subjects = message.getSubjectList().stream().map(SubjectId::new).toList();
        this.selectors =
                message.getSelectorIdList().stream().map(SelectorId::new).toList();
    }

    EventBatch batch() {
        return new EventBatch(
                new ConnectionId(message.getConnectionId()),
                message.getGroupType().isEmpty() ? Subject.PERSON : Subject.group(message.getGroupType()),
                message.getHypothesesOffset(),
                message.getArrivedUntil(),
                events(),
                activity(),
                born(),
                earlier());
    }

    private List<EventBatch.Event> events() {
        List<EventBatch.Event> events = new ArrayList<>(message.getEventSubjectCount());
        int matched = 0;
        int valued = 0;
        for (int i = 0; i < message.getEventSubjectCount(); i++) {
            Set<SelectorId> matches = matches(matched, message.getEventSelectors(i));
            matched += message.getEventSelectors(i);
            int count = message.getEventValuesCount() == 0 ? 0 : message.getEventValues(i);
            Map<String, Long> values = values(valued, count);
            valued += count;
            long timestamp = message.getEventTimestamp(i);
            events.add(new EventBatch.Event(
                    subjects.get(message.getEventSubject(i)),
                    timestamp,
                    timestamp + message.getEventDelay(i),
                    new UUID(message.getEventUuidHigh(i), message.getEventUuidLow(i)),
                    matches,
                    values));
        }
        return events;
    }

    /** Most events match one. */
    private Set<SelectorId> matches(int first, int count) {
        if (count == 1) {
            return Set.of(selectors.get(message.getMatchedSelector(first)));
        }
        Set<SelectorId> matches = new HashSet<>();
        for (int i = first; i < first + count; i++) {
            matches.add(selectors.get(message.getMatchedSelector(i)));
        }
        return matches;
    }

    /** Most events have none. */
    private Map<String, Long> values(int first, int count) {
        if (count == 0) {
            return Map.of();
        }
        Map<String, Long> values = new HashMap<>();
        for (int i = first; i < first + count; i++) {
            values.put(message.getProperty(message.getValueProperty(i)), message.getValueHash(i));
        }
        return values;
    }

    private List<EventBatch.Activity> activity() {
        List<EventBatch.Activity> activity = new ArrayList<>(message.getActivitySubjectCount());
        for (int i = 0; i < message.getActivitySubjectCount(); i++) {
            activity.add(new EventBatch.Activity(
                    subjects.get(message.getActivitySubject(i)),
                    message.getActivityFirst(i),
                    message.getActivityLast(i),
                    message.getActivityFirstSessionCount() == 0 ? 0 : message.getActivityFirstSession(i)));
        }
        return activity;
    }

    private Map<SubjectId, Long> born() {
        Map<SubjectId, Long> born = new HashMap<>();
        for (int i = 0; i < message.getBornSubjectCount(); i++) {
            born.put(subjects.get(message.getBornSubject(i)), message.getBornAt(i));
        }
        return born;
    }

    private List<EventBatch.EarlierOutcome> earlier() {
        List<EventBatch.EarlierOutcome> earlier = new ArrayList<>(message.getEarlierSubjectCount());
        for (int i = 0; i < message.getEarlierSubjectCount(); i++) {
            earlier.add(new EventBatch.EarlierOutcome(
                    subjects.get(message.getEarlierSubject(i)),
                    selectors.get(message.getEarlierSelector(i)),
                    message.getEarlierAt(i)));
        }
        return earlier;
    }
}
