package io.beton.model.event;

import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.hypothesis.SelectorId;
import java.util.List;

/**
 * An {@link EventBatch} as it stands on a topic, in columns, for readers to whom an object for each event is too much.
 * Subjects, selectors and properties are told by their places in the batch's own lists.
 */
public final class PackedBatch {
    private final EventBatchMessage message;

    /**
     * Columns that do not fit together are an {@link IllegalArgumentException}.
     *
     * @param message whose names are known not to be missing
     */
    PackedBatch(EventBatchMessage message) {
        this.message = message;
        ColumnCheck.columns(message);
    }

    /** A message that somebody else wrote; one that is no batch is an {@link IllegalArgumentException}. */
    static PackedBatch read(EventBatchMessage message) {
        ColumnCheck.names(message);
        return new PackedBatch(message);
    }

    public static PackedBatch of(EventBatch batch) {
        return new BatchWriter(batch).packed();
    }

    public EventBatch unpacked() {
        return new BatchReader(message).batch();
    }

    EventBatchMessage message() {
        return message;
    }

    public List<String> subjects() {
        return message.getSubjectList();
    }

    public List<SelectorId> selectors() {
        return message.getSelectorIdList().stream().map(SelectorId::new).toList();
    }

    public List<String> properties() {
        return message.getPropertyList();
    }

    /** How many events there are. */
    public int events() {
        return message.getEventSubjectCount();
    }

    public int subject(int event) {
        return message.getEventSubject(event);
    }

    public long timestamp(int event) {
        return message.getEventTimestamp(event);
    }

    public long createdAt(int event) {
        return message.getEventTimestamp(event) + message.getEventDelay(event);
    }

    public long uuidHigh(int event) {
        return message.getEventUuidHigh(event);
    }

    public long uuidLow(int event) {
        return message.getEventUuidLow(event);
    }

    /** How many selectors an event matched. */
    public int matches(int event) {
        return message.getEventSelectors(event);
    }

    /** The selector of a match; matches are numbered through, event by event. */
    public int matched(int match) {
        return message.getMatchedSelector(match);
    }

    /** Of how many counted properties an event has a value. */
    public int values(int event) {
        return message.getEventValuesCount() == 0 ? 0 : message.getEventValues(event);
    }

    /** The property of a value; values are numbered through, event by event. */
    public int valueProperty(int value) {
        return message.getValueProperty(value);
    }

    public long valueHash(int value) {
        return message.getValueHash(value);
    }

    /** How many days of activity of subjects there are. */
    public int activeDays() {
        return message.getActivitySubjectCount();
    }

    public int activeSubject(int day) {
        return message.getActivitySubject(day);
    }

    public long firstOfDay(int day) {
        return message.getActivityFirst(day);
    }

    public long lastOfDay(int day) {
        return message.getActivityLast(day);
    }

    public long firstSession(int day) {
        return message.getActivityFirstSessionCount() == 0 ? 0 : message.getActivityFirstSession(day);
    }

    /** How many subjects there are whose time of creation is told. */
    public int born() {
        return message.getBornSubjectCount();
    }

    public int bornSubject(int i) {
        return message.getBornSubject(i);
    }

    public long bornAt(int i) {
        return message.getBornAt(i);
    }

    /** How many outcomes before the history window there are. */
    public int earlier() {
        return message.getEarlierSubjectCount();
    }

    public int earlierSubject(int i) {
        return message.getEarlierSubject(i);
    }

    public int earlierSelector(int i) {
        return message.getEarlierSelector(i);
    }

    public long earlierAt(int i) {
        return message.getEarlierAt(i);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedBatch batch && message.equals(batch.message);
    }

    @Override
    public int hashCode() {
        return message.hashCode();
    }
}
