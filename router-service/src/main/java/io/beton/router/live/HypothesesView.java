package io.beton.router.live;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;
import io.beton.model.match.Times;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * The hypotheses as they stand, and those of them that are matched.
 *
 * <p>Reads: hypotheses. Writes: nothing. On failure: a hypothesis that cannot be read becomes a dead letter, and what was
 * known of it stays.
 */
@Startup
@Singleton
final class HypothesesView {
    private static final Logger LOG = Logger.getLogger(HypothesesView.class);

    private final Map<HypothesisId, Hypothesis> known = new HashMap<>();
    private final Map<HypothesisId, LiveHypothesis> matched = new HashMap<>();
    private final Set<HypothesisId> deleted = new HashSet<>();
    private final Map<Home, LiveIndex> indexes = new HashMap<>();
    private final TopicFollower follower;
    private final DeletedConnections connections;
    private final LiveConfig config;

    HypothesesView(TopicFollowers followers, DeletedConnections connections, LiveConfig config) {
        this.connections = connections;
        this.config = config;
        this.follower = followers.follow(Topics.HYPOTHESES.name(), this::apply);
    }

    /**
     * The matched hypotheses that a batch can concern, as they are once what it was read for has been applied; where the
     * topic was made anew since, as it says them now.
     */
    LiveIndex of(EventBatch batch) {
        if (follower.applied() < batch.hypothesesOffset()
                && !follower.awaitApplied(batch.hypothesesOffset(), config.hypothesesWait())) {
            LOG.warnf(
                    "batch was read for hypotheses that the topic does not say any more: offset=%d",
                    batch.hypothesesOffset());
        }
        return index(Home.of(batch));
    }

    /** Waits until everything that is known of hypotheses by now has been applied. */
    void awaitEnd() {
        follower.awaitEnd(config.hypothesesWait());
    }

    /** A version if it is matched now; its approval, or resuming, of a time may be on its way, and is waited for. */
    Optional<LiveHypothesis> published(VersionKey version, long approvedAt) {
        if (isBehind(known(version.hypothesis()), version, approvedAt)) {
            awaitEnd();
        }
        return find(version);
    }

    private synchronized Optional<Hypothesis> known(HypothesisId id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Whether what is known was said before that approval; what was refused or retired is never approved again. */
    static boolean isBehind(Optional<Hypothesis> known, VersionKey version, long approvedAt) {
        if (known.isEmpty() || known.get().version() != version.version()) {
            return known.isEmpty() || known.get().version() < version.version();
        }
        return switch (known.get().status()) {
            case PROPOSED, BACKTESTING, SCORED, APPROVED, LIVE, PAUSED ->
                known.get()
                        .approvedAt()
                        .filter(at -> Times.micros(at) >= approvedAt)
                        .isEmpty();
            case RETIRED, REJECTED -> false;
        };
    }

    /** A hypothesis if it is matched now. */
    synchronized Optional<LiveHypothesis> find(HypothesisId id) {
        return Optional.ofNullable(matched.get(id));
    }

    /** A version if it is matched now. */
    synchronized Optional<LiveHypothesis> find(VersionKey version) {
        return Optional.ofNullable(matched.get(version.hypothesis()))
                .filter(hypothesis -> hypothesis.key().equals(version));
    }

    /** Whether it was said what became of a version; not where a hypothesis cannot be read. */
    synchronized boolean knows(VersionKey version) {
        Hypothesis hypothesis = known.get(version.hypothesis());
        return deleted.contains(version.hypothesis())
                || hypothesis != null && hypothesis.version() >= version.version();
    }

    /** The last version of each hypothesis of which nothing needs to be kept any more. */
    synchronized List<VersionKey> ended() {
        Stream<VersionKey> gone = deleted.stream().map(id -> new VersionKey(id, Integer.MAX_VALUE));
        Stream<VersionKey> over = known.values().stream().map(this::ended).filter(version -> version.version() > 0);
        return Stream.concat(gone, over).toList();
    }

    private VersionKey ended(Hypothesis hypothesis) {
        if (connections.contains(hypothesis.connectionId())) {
            return VersionKey.of(hypothesis);
        }
        return switch (hypothesis.status()) {
            case RETIRED, REJECTED -> VersionKey.of(hypothesis);
            case PROPOSED, BACKTESTING, SCORED, APPROVED, LIVE, PAUSED ->
                new VersionKey(hypothesis.hypothesisId(), hypothesis.version() - 1);
        };
    }

    private synchronized LiveIndex index(Home home) {
        return indexes.computeIfAbsent(home, missing -> new LiveIndex(of(home)));
    }

    /** The hypotheses that are matched together. */
    synchronized Collection<LiveHypothesis> of(Home home) {
        return matched.values().stream()
                .filter(hypothesis -> hypothesis.home().equals(home))
                .toList();
    }

    private synchronized void apply(ConsumerRecord<String, byte[]> record) {
        HypothesisId id = new HypothesisId(record.key());
        if (record.value() == null) {
            known.remove(id);
            matched.remove(id);
            deleted.add(id);
        } else {
            deleted.remove(id);
            Hypothesis hypothesis = Json.read(record.value(), Hypothesis.class);
            known.put(id, hypothesis);
            if (hypothesis.status().matched()) {
                matched.put(id, new LiveHypothesis(hypothesis, config.eventsPerSubject()));
            } else {
                matched.remove(id);
            }
        }
        indexes.clear();
    }
}
