package io.beton.router.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Finds partitions that lost records which were not taken in yet: deleted before that, cut, or made anew. With a topic
 * Kafka drops what its groups committed, so a partition of which something was taken in and nothing is committed is
 * another one than before; at worst, after a crash right behind the first record, it is the same and read twice.
 */
final class LostRecords {
    private static final Logger LOG = Logger.getLogger(LostRecords.class);

    private LostRecords() {}

    /** @param next where consumption stands, @param oldest where the partitions begin */
    static Set<TopicPartition> of(
            KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> next, Map<TopicPartition, Long> oldest) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
        Map<TopicPartition, OffsetAndMetadata> shown = consumer.committed(next.keySet());
        Set<TopicPartition> lost = new HashSet<>();
        next.forEach((partition, offset) -> {
            if (isLost(offset, oldest.get(partition), ends.get(partition), shown.get(partition) != null)) {
                lost.add(partition);
                LOG.errorf(
                        "records are lost, reading from the beginning: topic=%s partition=%d next=%d beginning=%d end=%d;"
                                + " deleted before they were taken in, where retention is too short, or the topic was"
                                + " made anew",
                        partition.topic(), partition.partition(), offset, oldest.get(partition), ends.get(partition));
            }
        });
        return lost;
    }

    static boolean isLost(long next, long oldest, long end, boolean committed) {
        return next > 0 && (next < oldest || next > end || !committed);
    }
}
