package io.beton.model.event;

import com.google.protobuf.UnsafeByteOperations;
import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;

/**
 * A batch that is written column by column, for writers to whom an object for each event is too much.
 *
 * <p>Subjects, selectors and properties are added once each, and told by the place that they got. The matches and values
 * of an event are added behind it. Columns that do not fit together are refused when the batch is packed.
 */
public final class BatchColumns {
    private final EventBatchMessage.Builder message = EventBatchMessage.newBuilder();

    public BatchColumns(ConnectionId connection, Subject of, long hypothesesOffset) {
        message.setConnectionId(connection.value())
                .setGroupType(of.groupType().orElse(""))
                .setHypothesesOffset(hypothesesOffset);
    }

    void arrivedUntil(long time) {
        message.setArrivedUntil(time);
    }

    public int subject(String id) {
        message.addSubject(id);
        return message.getSubjectCount() - 1;
    }

    /** @param id in UTF-8; the array is kept */
    public int subject(byte[] id) {
        if (id.length == 0) {
            throw new IllegalArgumentException("[event batch] a name is missing: subject");
        }
        message.addSubjectBytes(UnsafeByteOperations.unsafeWrap(id));
        return message.getSubjectCount() - 1;
    }

    public int selector(SelectorId id) {
        message.addSelectorId(id.value());
        return message.getSelectorIdCount() - 1;
    }

    public int property(String name) {
        message.addProperty(name);
        return message.getPropertyCount() - 1;
    }

    /** @param matches how many matches follow */
    public void event(int subject, long timestamp, long createdAt, long uuidHigh, long uuidLow, int matches) {
        message.addEventSubject(subject)
                .addEventTimestamp(timestamp)
                .addEventDelay(createdAt - timestamp)
                .addEventUuidHigh(uuidHigh)
                .addEventUuidLow(uuidLow)
                .addEventSelectors(matches);
    }

    public void match(int selector) {
        message.addMatchedSelector(selector);
    }

    /** Of how many counted properties the event has a value; said of every event of a batch or of none. */
    public void values(int count) {
        message.addEventValues(count);
    }

    public void value(int property, long hash) {
        message.addValueProperty(property).addValueHash(hash);
    }

    void activity(int subject, long first, long last) {
        message.addActivitySubject(subject).addActivityFirst(first).addActivityLast(last);
    }

    /** Said of every day of a batch or of none. */
    void firstSession(long hash) {
        message.addActivityFirstSession(hash);
    }

    void born(int subject, long at) {
        message.addBornSubject(subject).addBornAt(at);
    }

    void earlier(int subject, int selector, long at) {
        message.addEarlierSubject(subject).addEarlierSelector(selector).addEarlierAt(at);
    }

    /** How many events there are. */
    public int events() {
        return message.getEventSubjectCount();
    }

    /** How many matches all of them have. */
    public int matches() {
        return message.getMatchedSelectorCount();
    }

    public PackedBatch packed() {
        return new PackedBatch(message.build());
    }
}
