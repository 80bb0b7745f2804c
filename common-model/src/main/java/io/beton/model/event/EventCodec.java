package io.beton.model.event;

import com.google.protobuf.InvalidProtocolBufferException;
import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.event.wire.HistoryEndMessage;
import io.beton.model.event.wire.HistoryRecordMessage;
import io.beton.model.id.RequestId;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes and reads the Protocol Buffers form of batches and history records ({@code history.proto}). */
public final class EventCodec {
    private EventCodec() {}

    public static byte[] write(EventBatch batch) {
        return new BatchWriter(batch).packed().message().toByteArray();
    }

    /** Bytes that are no event batch are an {@link UncheckedIOException} or an {@link IllegalArgumentException}. */
    public static EventBatch readBatch(byte[] bytes) {
        try {
            return PackedBatch.read(EventBatchMessage.parseFrom(bytes)).unpacked();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("[event batch] not readable: " + e.getMessage(), e);
        }
    }

    public static byte[] write(HistoryRecord record) {
        HistoryRecordMessage.Builder message = HistoryRecordMessage.newBuilder()
                .setRequestId(record.requestId().value())
                .setSequence(record.sequence());
        if (record instanceof HistoryRecord.Batch batch) {
            message.setExpectedEvents(batch.expected().events())
                    .setExpectedSubjects(batch.expected().subjects())
                    .setBatch(batch.events().message());
        } else if (record instanceof HistoryRecord.End end) {
            message.setEnd(HistoryEndMessage.newBuilder()
                    .setBatches(end.batches())
                    .setEvents(end.events())
                    .setReadAt(end.readAt())
                    .setPartitions(end.partitions())
                    .setFailure(end.failure().orElse("")));
        }
        return message.build().toByteArray();
    }

    /** Bytes that are no history record are an {@link UncheckedIOException} or an {@link IllegalArgumentException}. */
    public static HistoryRecord readHistory(byte[] bytes) {
        try {
            HistoryRecordMessage message = HistoryRecordMessage.parseFrom(bytes);
            RequestId request = new RequestId(message.getRequestId());
            return switch (message.getContentCase()) {
                case BATCH -> batch(request, message);
                case END -> end(request, message.getSequence(), message.getEnd());
                case CONTENT_NOT_SET ->
                    throw new IllegalArgumentException("[history] record of " + request + " is neither batch nor end");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("[history] not readable: " + e.getMessage(), e);
        }
    }

    private static HistoryRecord batch(RequestId request, HistoryRecordMessage message) {
        return new HistoryRecord.Batch(
                request,
                message.getSequence(),
                new HistoryRecord.Expected(message.getExpectedEvents(), message.getExpectedSubjects()),
                PackedBatch.read(message.getBatch()));
    }

    private static HistoryRecord end(RequestId request, long sequence, HistoryEndMessage end) {
        return new HistoryRecord.End(
                request,
                sequence,
                end.getBatches(),
                end.getEvents(),
                end.getReadAt(),
                end.getPartitions(),
                Optional.of(end.getFailure()).filter(text -> !text.isEmpty()));
    }
}
