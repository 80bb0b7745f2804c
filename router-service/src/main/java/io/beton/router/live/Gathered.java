package io.beton.router.live;

import io.beton.kit.trace.Cause;
import io.beton.model.id.ConnectionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What one poll adds up to: new evidence, how far it is whole, warm-ups that ended, and the offsets that come next. */
final class Gathered {
    private final Touched touched = new Touched();
    private final LiveEvents live = new LiveEvents();
    private final List<String> warmUps = new ArrayList<>();
    private final Map<VersionPartition, Long> warmed = new LinkedHashMap<>();
    private final Map<HomePartition, Long> arrived = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<ConnectionId, Cause> causes = new HashMap<>();

    Touched touched() {
        return touched;
    }

    LiveEvents live() {
        return live;
    }

    /** How the warm-ups ended that did. */
    List<String> warmUps() {
        return warmUps;
    }

    /** Whose history is whole now, with since when it leaves nothing out. */
    Map<VersionPartition, Long> warmed() {
        return warmed;
    }

    void warmed(VersionPartition of, long since) {
        warmed.merge(of, since, Math::max);
    }

    Map<TopicPartition, Long> next() {
        return next;
    }

    Set<Integer> partitions() {
        return next.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /** Up to when everything that came to the source is in here or was taken in before. */
    Map<HomePartition, Long> arrived() {
        return arrived;
    }

    void arrived(HomePartition of, long until) {
        arrived.merge(of, until, Math::max);
    }

    /** What came of a connection last, where that is traced. */
    Cause cause(ConnectionId connection) {
        return causes.getOrDefault(connection, Cause.NONE);
    }

    void cameOf(ConnectionId connection, Cause cause) {
        causes.put(connection, cause);
    }

    void passed(ConsumerRecord<String, byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
}
