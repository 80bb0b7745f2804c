package io.beton.router.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Finds partitions that lost records which were not taken in yet: deleted before that, cut, or made anew. With a topic
 * Kafka drops what its groups committed, and before anything of a partition is taken in something is committed for it; so
 * one of which something was taken in, and of which the group knows nothing, is another one than before.
 *
 * @param lost those that lost records
 * @param unknown those of which the group knows nothing, with where consumption of them begins
 */
record LostRecords(Set<TopicPartition> lost, Map<TopicPartition, OffsetAndMetadata> unknown) {
    private static final Logger LOG = Logger.getLogger(LostRecords.class);

    LostRecords {
        lost = Set.copyOf(lost);
        unknown = Map.copyOf(unknown);
    }

    /** @param next where consumption stands, @param oldest where the partitions begin */
    static LostRecords of(
            KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> next, Map<TopicPartition, Long> oldest) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(next.keySet());
        Set<TopicPartition> lost = new HashSet<>();
        Map<TopicPartition, OffsetAndMetadata> unknown = new HashMap<>();
        next.forEach((partition, offset) -> {
            if (committed.get(partition) == null) {
                unknown.put(partition, new OffsetAndMetadata(oldest.get(partition)));
            }
            if (isLost(offset, oldest.get(partition), ends.get(partition), committed.get(partition) != null)) {
                lost.add(partition);
                LOG.errorf(
                        "records are lost, reading from the beginning: topic=%s partition=%d next=%d beginning=%d"
                                + " end=%d; deleted before they were taken in, where retention is too short, or the topic"
                                + " was made anew",
                        partition.topic(), partition.partition(), offset, oldest.get(partition), ends.get(partition));
            }
        });
        return new LostRecords(lost, unknown);
    }

    static boolean isLost(long next, long oldest, long end, boolean committed) {
        return next > 0 && (next < oldest || next > end || !committed);
    }
}
