package io.beton.model.event;

import io.beton.model.event.wire.EventBatchMessage;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** Whether the columns of a batch fit together, so that whoever reads them need not ask again. */
final class ColumnCheck {
    private ColumnCheck() {}

    /** Of a message that somebody else wrote; looking at a name makes a string of it. */
    static void names(EventBatchMessage message) {
        named("connection_id", List.of(message.getConnectionId()), String::isBlank);
        named("subject", message.getSubjectList(), String::isEmpty);
        named("selector_id", message.getSelectorIdList(), String::isBlank);
    }

    static void columns(EventBatchMessage message) {
        int events = message.getEventSubjectCount();
        same(
                "event",
                events,
                message.getEventTimestampCount(),
                message.getEventDelayCount(),
                message.getEventUuidHighCount(),
                message.getEventUuidLowCount(),
                message.getEventSelectorsCount());
        same("matched_selector", sum(events, message::getEventSelectors), message.getMatchedSelectorCount());
        if (message.getEventValuesCount() > 0) {
            same("event_values", events, message.getEventValuesCount());
        }
        same(
                "value",
                sum(message.getEventValuesCount(), message::getEventValues),
                message.getValuePropertyCount(),
                message.getValueHashCount());
        same(
                "activity",
                message.getActivitySubjectCount(),
                message.getActivityFirstCount(),
                message.getActivityLastCount());
        if (message.getActivityFirstSessionCount() > 0) {
            same("activity_first_session", message.getActivitySubjectCount(), message.getActivityFirstSessionCount());
        }
        same("born", message.getBornSubjectCount(), message.getBornAtCount());
        same(
                "earlier",
                message.getEarlierSubjectCount(),
                message.getEarlierSelectorCount(),
                message.getEarlierAtCount());
        within("event_subject", message.getEventSubjectCount(), message::getEventSubject, message.getSubjectCount());
        within(
                "activity_subject",
                message.getActivitySubjectCount(),
                message::getActivitySubject,
                message.getSubjectCount());
        within("born_subject", message.getBornSubjectCount(), message::getBornSubject, message.getSubjectCount());
        within(
                "earlier_subject",
                message.getEarlierSubjectCount(),
                message::getEarlierSubject,
                message.getSubjectCount());
        within(
                "matched_selector",
                message.getMatchedSelectorCount(),
                message::getMatchedSelector,
                message.getSelectorIdCount());
        within(
                "earlier_selector",
                message.getEarlierSelectorCount(),
                message::getEarlierSelector,
                message.getSelectorIdCount());
        within(
                "value_property",
                message.getValuePropertyCount(),
                message::getValueProperty,
                message.getPropertyCount());
    }

    private static void named(String column, List<String> names, Predicate<String> missing) {
        if (names.stream().anyMatch(missing)) {
            throw new IllegalArgumentException("[event batch] a name is missing: " + column);
        }
    }

    private static void same(String group, long length, long... others) {
        for (long other : others) {
            if (other != length) {
                throw new IllegalArgumentException("[event batch] columns do not fit together: " + group + " has "
                        + length + " and " + other + " entries");
            }
        }
    }

    private static void within(String column, int count, IntUnaryOperator places, int size) {
        for (int i = 0; i < count; i++) {
            int place = places.applyAsInt(i);
            if (place < 0 || place >= size) {
                throw new IllegalArgumentException(
                        "[event batch] columns do not fit together: " + column + " names " + place + " of " + size);
            }
        }
    }

    private static long sum(int count, IntUnaryOperator counts) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int added = counts.applyAsInt(i);
            if (added < 0) {
                throw new IllegalArgumentException("[event batch] a count is negative");
            }
            sum += added;
        }
        return sum;
    }
}
