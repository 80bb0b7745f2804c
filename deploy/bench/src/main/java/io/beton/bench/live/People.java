package io.beton.bench.live;

import io.beton.model.Topics;
import io.beton.model.event.SubjectBucket;
import io.beton.model.id.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** So many persons, with ids as PostHog gives them. */
final class People {
    private final SubjectId[] ids;
    private final byte[] partitions;

    People(int count) {
        ids = new SubjectId[count];
        partitions = new byte[count];
        for (int person = 0; person < count; person++) {
            ids[person] = new SubjectId(UUID.nameUUIDFromBytes(("person " + person).getBytes(StandardCharsets.UTF_8))
                    .toString());
            partitions[person] = (byte) SubjectBucket.of(ids[person], Topics.EVENTS.partitions());
        }
    }

    int count() {
        return ids.length;
    }

    SubjectId id(int person) {
        return ids[person];
    }

    int partition(int person) {
        return partitions[person];
    }
}
