package io.beton.kit.outbox;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.Loops;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps a compacted topic in agreement with the table of its writer, whichever of the two was lost or restored: compares
 * them at the start, and again when the topic turns out to have been made anew.
 *
 * <p>Reads: the topic, and the table through its {@link Facts}. Writes: through its {@link Facts}. On failure: starts
 * over and compares again; a broker that is away is waited for.
 *
 * @param <V> what is compared of a record
 */
public final class TopicKeeper<V> {
    private static final Logger LOG = Logger.getLogger(TopicKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /** Short, since a service that ends waits for it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final String topic;
    private final Function<byte[], V> read;
    private final Facts<V> facts;
    private final Map<String, V> said = new ConcurrentHashMap<>();
    private final AtomicBoolean agreed = new AtomicBoolean();
    private final TopicFollower follower;

    private TopicKeeper(TopicFollowers followers, String topic, Function<byte[], V> read, Facts<V> facts) {
        this.topic = topic;
        this.read = read;
        this.facts = facts;
        this.follower = followers.follow(topic, this::apply, this::forget);
    }

    /** Keeps a topic until the service ends. */
    public static <V> void start(
            TopicFollowers followers, Loops loops, String topic, Function<byte[], V> read, Facts<V> facts) {
        TopicKeeper<V> keeper = new TopicKeeper<>(followers, topic, read, facts);
        loops.every("keep " + topic, LOOK_EVERY, keeper::agree);
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            said.remove(record.key());
        } else {
            said.put(record.key(), read.apply(record.value()));
        }
    }

    private void forget() {
        said.clear();
        agreed.set(false);
    }

    private void agree() {
        // a broker that is away, or a long topic, is waited for in the next look
        if (!follower.reachesEnd(LONGEST_WAIT) || agreed.getAndSet(true)) {
            return;
        }
        try {
            // what is said was kept before, so it is looked at first
            compare(Map.copyOf(said), facts.kept());
        } catch (RuntimeException e) {
            agreed.set(false);
            throw e;
        }
    }

    private void compare(Map<String, V> found, Map<String, V> kept) {
        List<String> unsaid = kept.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!unsaid.isEmpty()) {
            facts.sayAgain(unsaid);
            LOG.warnf("what the topic did not say is said again: topic=%s count=%d", topic, unsaid.size());
        }
        Map<String, V> unknown = new HashMap<>(found);
        unknown.keySet().removeAll(kept.keySet());
        if (!unknown.isEmpty()) {
            facts.unknown(unknown);
        }
    }

    /** What the table of a topic's writer holds, by the keys of the topic. */
    public interface Facts<V> {
        Map<String, V> kept();

        /** Puts into the outbox what the table holds of these by then, with their rows locked, so that the last word is the newest. */
        void sayAgain(Collection<String> keys);

        /** Of what the topic says the table holds nothing, as after an older backup was restored. */
        void unknown(Map<String, V> said);
    }
}
