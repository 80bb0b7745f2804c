package io.beton.router.live;

import io.beton.model.id.SubjectId;

/** Where all that is kept of a subject stands. */
record RowKey(int home, int partition, SubjectId subject) {}
