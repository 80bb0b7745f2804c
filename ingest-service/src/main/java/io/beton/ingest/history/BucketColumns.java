package io.beton.ingest.history;

import io.beton.ingest.posthog.EventRow;
import io.beton.model.event.BatchColumns;
import io.beton.model.event.PackedBatch;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hypothesis.SelectorId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The events of one partition that go into its next batch, in columns. */
final class BucketColumns {
    private static final int NOT_YET = -1;
    /** With more of them an event is as large as several. */
    private static final int MATCHES_OF_EVENT = 20;

    private final Supplier<BatchColumns> batches;
    private final List<SelectorId> selectors;
    private final List<String> properties;
    private final int[] selectorPlaces;
    private final int[] propertyPlaces;
    private BatchColumns columns;
    private int batch;

    /**
     * @param batches makes an empty batch
     * @param selectors in the order of their bits
     * @param properties in the order of their hashes
     */
    BucketColumns(Supplier<BatchColumns> batches, List<SelectorId> selectors, List<String> properties) {
        this.batches = batches;
        this.selectors = selectors;
        this.properties = properties;
        this.selectorPlaces = new int[selectors.size()];
        this.propertyPlaces = new int[properties.size()];
        begin();
    }

    /** A subject of this partition, within one page, and its place in the batch that it was last added to. */
    final class Subject {
        private final byte[] id;
        private int batch = NOT_YET;
        private int place;

        Subject(byte[] id) {
            this.id = id;
        }

        BucketColumns bucket() {
            return BucketColumns.this;
        }

        void add(EventRow event) {
            if (batch != BucketColumns.this.batch) {
                batch = BucketColumns.this.batch;
                place = columns.subject(id);
            }
            columns.event(
                    place, event.timestamp(), event.createdAt(), event.uuidHigh(), event.uuidLow(), event.matches());
            addMatches(event);
            if (event.properties() > 0) {
                addValues(event);
            }
        }
    }

    boolean empty() {
        return columns.events() == 0;
    }

    /** Whether a batch of so many events should be written: it has them, or as many matches as are enough for them. */
    boolean full(int mostEvents) {
        return columns.events() >= mostEvents || columns.matches() >= MATCHES_OF_EVENT * mostEvents;
    }

    /** What was added since the last time. */
    PackedBatch take() {
        PackedBatch packed = columns.packed();
        begin();
        return packed;
    }

    private void begin() {
        columns = batches.get();
        batch++;
        Arrays.fill(selectorPlaces, NOT_YET);
        Arrays.fill(propertyPlaces, NOT_YET);
    }

    private void addMatches(EventRow event) {
        for (int column = 0; column < event.masks(); column++) {
            for (long left = event.mask(column); left != 0; left &= left - 1) {
                int selector = column * SelectorCompiler.MASK_BITS + Long.numberOfTrailingZeros(left);
                if (selectorPlaces[selector] == NOT_YET) {
                    selectorPlaces[selector] = columns.selector(selectors.get(selector));
                }
                columns.match(selectorPlaces[selector]);
            }
        }
    }

    private void addValues(EventRow event) {
        int values = 0;
        for (int property = 0; property < event.properties(); property++) {
            if (event.hash(property) != 0) {
                if (propertyPlaces[property] == NOT_YET) {
                    propertyPlaces[property] = columns.property(properties.get(property));
                }
                columns.value(propertyPlaces[property], event.hash(property));
                values++;
            }
        }
        columns.values(values);
    }
}
