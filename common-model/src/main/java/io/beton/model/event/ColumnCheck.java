package io.beton.model.event;

import io.beton.model.event.wire.EventBatchMessage;
import java.util.List;

/** Whether the columns of a batch fit together, so that whoever reads them need not ask again. */
final class ColumnCheck {
    private ColumnCheck() {}

    static void check(EventBatchMessage message) {
        int events = message.getEventSubjectCount();
        same(
                "event",
                events,
                message.getEventTimestampCount(),
                message.getEventDelayCount(),
                message.getEventUuidHighCount(),
                message.getEventUuidLowCount(),
                message.getEventSelectorsCount());
        same("matched_selector", sum(message.getEventSelectorsList()), message.getMatchedSelectorCount());
        if (message.getEventValuesCount() > 0) {
            same("event_values", events, message.getEventValuesCount());
        }
        same("value", sum(message.getEventValuesList()), message.getValuePropertyCount(), message.getValueHashCount());
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
        within("event_subject", message.getEventSubjectList(), message.getSubjectCount());
        within("activity_subject", message.getActivitySubjectList(), message.getSubjectCount());
        within("born_subject", message.getBornSubjectList(), message.getSubjectCount());
        within("earlier_subject", message.getEarlierSubjectList(), message.getSubjectCount());
        within("matched_selector", message.getMatchedSelectorList(), message.getSelectorIdCount());
        within("earlier_selector", message.getEarlierSelectorList(), message.getSelectorIdCount());
        within("value_property", message.getValuePropertyList(), message.getPropertyCount());
    }

    private static void same(String group, long length, long... others) {
        for (long other : others) {
            if (other != length) {
                throw new IllegalArgumentException("[event batch] columns do not fit together: " + group + " has "
                        + length + " and " + other + " entries");
            }
        }
    }

    private static void within(String column, List<Integer> places, int size) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) < 0 || places.get(i) >= size) {
                throw new IllegalArgumentException("[event batch] columns do not fit together: " + column + " names "
                        + places.get(i) + " of " + size);
            }
        }
    }

    private static long sum(List<Integer> counts) {
        long sum = 0;
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) < 0) {
                throw new IllegalArgumentException("[event batch] a count is negative");
            }
            sum += counts.get(i);
        }
        return sum;
    }
}
