package io.beton.model.event;

import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.util.HashMap;
import java.util.Map;

/** Turns a batch into columns, numbering subjects and selectors as they come. */
final class BatchWriter {
    private final EventBatchMessage.Builder message = EventBatchMessage.newBuilder();
    private final Map<SubjectId, Integer> subjects = new HashMap<>();
    private final Map<SelectorId, Integer> selectors = new HashMap<>();

    private final Map<String, Integer> properties = new HashMap<>();
    private final boolean counting;
    private final boolean sessions;

    BatchWriter(EventBatch batch) {
        counting = batch.events().stream().anyMatch(event -> !event.values().isEmpty());
        sessions = batch.activity().stream().anyMatch(activity -> activity.firstSession() != 0);
        message.setConnectionId(batch.connectionId().value())
                .setGroupType(batch.of().groupType().orElse(""))
                .setHypothesesOffset(batch.hypothesesOffset())
                .setArrivedUntil(batch.arrivedUntil());
        batch.events().forEach(this::event);
        batch.activity().forEach(this::activity);
        batch.born().forEach(this::born);
        batch.earlier().forEach(this::earlier);
    }

    EventBatchMessage message() {
        return message.build();
    }

    private void event(EventBatch.Event event) {
        message.addEventSubject(number(event.subject()))
                .addEventTimestamp(event.timestamp())
                .addEventDelay(event.createdAt() - event.timestamp())
                .addEventUuidHigh(event.uuid().getMostSignificantBits())
                .addEventUuidLow(event.uuid().getLeastSignificantBits())
                .addEventSelectors(event.matched().size());
        event.matched().forEach(selector -> message.addMatchedSelector(number(selector)));
        if (counting) {
            message.addEventValues(event.values().size());
            event.values()
                    .forEach((property, hash) ->
                            message.addValueProperty(property(property)).addValueHash(hash));
        }
    }

    private void activity(EventBatch.Activity activity) {
        message.addActivitySubject(number(activity.subject()))
                .addActivityFirst(activity.first())
                .addActivityLast(activity.last());
        if (sessions) {
            message.addActivityFirstSession(activity.firstSession());
        }
    }

    private void born(SubjectId subject, long at) {
        message.addBornSubject(number(subject)).addBornAt(at);
    }

    private void earlier(EventBatch.EarlierOutcome earlier) {
        message.addEarlierSubject(number(earlier.subject()))
                .addEarlierSelector(number(earlier.outcome()))
                .addEarlierAt(earlier.at());
    }

    private int number(SubjectId subject) {
        return subjects.computeIfAbsent(subject, added -> {
            message.addSubject(added.value());
            return message.getSubjectCount() - 1;
        });
    }

    private int property(String property) {
        return properties.computeIfAbsent(property, added -> {
            message.addProperty(added);
            return message.getPropertyCount() - 1;
        });
    }

    private int number(SelectorId selector) {
        return selectors.computeIfAbsent(selector, added -> {
            message.addSelectorId(added.value());
            return message.getSelectorIdCount() - 1;
        });
    }
}
