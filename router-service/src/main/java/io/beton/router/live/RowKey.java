package io.beton.router.live;

import io.beton.model.id.SubjectId;
import java.util.Comparator;

/** Where all that is kept of a subject stands. */
record RowKey(int home, int partition, SubjectId subject) {
    /** Whoever locks rows does it in this order, so that none waits for another that waits for it. */
    static final Comparator<RowKey> ORDER = Comparator.comparingInt(RowKey::home)
            .thenComparingInt(RowKey::partition)
            .thenComparing(key -> key.subject().value());
}
