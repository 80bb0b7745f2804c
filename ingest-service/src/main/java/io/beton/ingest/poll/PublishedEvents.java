package io.beton.ingest.poll;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.SelectorId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The latest events that were published for some hypotheses, by uuid, so that what a pass reads again is not published
 * again. One pass reads in the order of arrival, so that of copies the first counts.
 */
final class PublishedEvents {
    /** About 15 MB; what the overlap holds beyond it is published again. */
    static final int MOST = 100_000;

    private static final int BYTES_PER_EVENT = 5 * Long.BYTES;

    private final Map<UUID, Mark> latest = new LinkedHashMap<>();

    /** Begins to read a range, perhaps again. */
    void beginPass() {
        latest.replaceAll((uuid, mark) -> mark.in(false));
    }

    /** Takes what was read, and returns those of it that say something new. */
    List<EventBatch.Event> add(List<EventBatch.Event> read) {
        return read.stream().filter(this::isNew).toList();
    }

    private boolean isNew(EventBatch.Event event) {
        Mark known = latest.remove(event.uuid());
        Mark mark = Mark.of(event);
        boolean repeated = known != null && known.covers(mark);
        latest.put(event.uuid(), repeated ? known.in(true) : mark);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        return !repeated;
    }

    /** Those that were added since they were restored, and arrived at a time in microseconds or later. */
    Optional<Added> added(long from) {
        List<Map.Entry<UUID, Mark>> kept = latest.entrySet().stream()
                .filter(entry -> entry.getValue().added && entry.getValue().createdAt >= from)
                .toList();
        ByteBuffer bytes = ByteBuffer.allocate(kept.size() * BYTES_PER_EVENT);
        kept.forEach(entry -> entry.getValue().write(entry.getKey(), bytes));
        return kept.stream()
                .map(entry -> entry.getValue().createdAt)
                .max(Comparator.naturalOrder())
                .map(last -> new Added(last, bytes.array()));
    }

    /** Takes over what an earlier pass added; passes come in their order. */
    void restore(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        while (bytes.hasRemaining()) {
            UUID uuid = new UUID(bytes.getLong(), bytes.getLong());
            latest.remove(uuid);
            latest.put(uuid, new Mark(bytes.getLong(), bytes.getLong(), bytes.getLong(), false, false));
        }
    }

    /** What was added, as bytes, and when the last of it arrived. */
    record Added(long latest, byte[] events) {}

    /**
     * What is remembered of an event.
     *
     * @param meaning a hash of its subject and its selectors
     * @param thisPass whether it was read in this pass
     * @param added whether it is not yet stored
     */
    private record Mark(long createdAt, long timestamp, long meaning, boolean thisPass, boolean added) {
        static Mark of(EventBatch.Event event) {
            String meaning = event.matched().stream()
                    .map(SelectorId::value)
                    .sorted()
                    .collect(Collectors.joining("\n", event.subject().value() + "\n\n", ""));
            return new Mark(
                    event.createdAt(),
                    event.timestamp(),
                    UUID.nameUUIDFromBytes(meaning.getBytes(StandardCharsets.UTF_8))
                            .getMostSignificantBits(),
                    true,
                    true);
        }

        Mark in(boolean pass) {
            return new Mark(createdAt, timestamp, meaning, pass, added);
        }

        /** Of differing copies the first one counts; of the same one its subject may have been merged into another. */
        boolean covers(Mark read) {
            if (thisPass || createdAt != read.createdAt) {
                return thisPass || createdAt < read.createdAt;
            }
            return timestamp < read.timestamp || (timestamp == read.timestamp && meaning == read.meaning);
        }

        void write(UUID uuid, ByteBuffer bytes) {
            bytes.putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .putLong(createdAt)
                    .putLong(timestamp)
                    .putLong(meaning);
        }
    }
}
