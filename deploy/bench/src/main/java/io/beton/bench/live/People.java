package io.beton.bench.live;

import io.beton.model.event.SubjectBucket;
import io.beton.model.id.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** So many persons, with ids as PostHog gives them. */
final class People {
    private final SubjectId[] ids;
    private final int partitions;
    private final byte[] partition;

    /** @param partitions of the topic of events */
    People(int count, int partitions) {
        this.partitions = partitions;
        ids = new SubjectId[count];
        partition = new byte[count];
        for (int person = 0; person < count; person++) {
            ids[person] = new SubjectId(UUID.nameUUIDFromBytes(("person " + person).getBytes(StandardCharsets.UTF_8))
                    .toString());
            partition[person] = (byte) SubjectBucket.of(ids[person], partitions);
        }
    }

    int count() {
        return ids.length;
    }

    SubjectId id(int person) {
        return ids[person];
    }

    int partitions() {
        return partitions;
    }

    int partition(int person) {
        return partition[person];
    }
}
