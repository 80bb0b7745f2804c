package io.beton.model.event;

import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.util.HashMap;
import java.util.Map;

/** Turns a batch into columns, numbering subjects and selectors as they come. */
final class BatchWriter {
    private final BatchColumns columns;
    private final Map<SubjectId, Integer> subjects = new HashMap<>();
    private final Map<SelectorId, Integer> selectors = new HashMap<>();
    private final Map<String, Integer> properties = new HashMap<>();
    private final boolean counting;
    private final boolean sessions;

    BatchWriter(EventBatch batch) {
        columns = new BatchColumns(batch.connectionId(), batch.of(), batch.hypothesesOffset());
        counting = batch.events().stream().anyMatch(event -> !event.values().isEmpty());
        sessions = batch.activity().stream().anyMatch(activity -> activity.firstSession() != 0);
        columns.arrivedUntil(batch.arrivedUntil());
        batch.events().forEach(this::event);
        batch.activity().forEach(this::activity);
        batch.born().forEach((subject, at) -> columns.born(number(subject), at));
        batch.earlier()
                .forEach(
                        earlier -> columns.earlier(number(earlier.subject()), number(earlier.outcome()), earlier.at()));
    }

    PackedBatch packed() {
        return columns.packed();
    }

    private void event(EventBatch.Event event) {
        columns.event(
                number(event.subject()),
                event.timestamp(),
                event.createdAt(),
                event.uuid().getMostSignificantBits(),
                event.uuid().getLeastSignificantBits(),
                event.matched().size());
        event.matched().forEach(selector -> columns.match(number(selector)));
        if (counting) {
            columns.values(event.values().size());
            event.values()
                    .forEach((property, hash) ->
                            columns.value(properties.computeIfAbsent(property, columns::property), hash));
        }
    }

    private void activity(EventBatch.Activity activity) {
        columns.activity(number(activity.subject()), activity.first(), activity.last());
        if (sessions) {
            columns.firstSession(activity.firstSession());
        }
    }

    private int number(SubjectId subject) {
        return subjects.computeIfAbsent(subject, added -> columns.subject(added.value()));
    }

    private int number(SelectorId selector) {
        return selectors.computeIfAbsent(selector, columns::selector);
    }
}
