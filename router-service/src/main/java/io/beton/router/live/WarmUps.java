package io.beton.router.live;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.id.RequestId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which hypothesis versions each history warms up; none for histories of other purposes.
 *
 * <p>Reads: history-requests. Writes: nothing. On failure: a request that cannot be read becomes a dead letter.
 */
@Startup
@Singleton
final class WarmUps {
    private final Map<RequestId, List<VersionKey>> known = new ConcurrentHashMap<>();
    private final TopicFollower follower;
    private final LiveConfig config;

    WarmUps(TopicFollowers followers, LiveConfig config) {
        this.config = config;
        this.follower = followers.follow(Topics.HISTORY_REQUESTS.name(), this::apply);
    }

    /** A request is published before its history, so one that is still unknown at the end is older than its topic. */
    List<VersionKey> of(RequestId request) {
        List<VersionKey> versions = known.get(request);
        if (versions == null) {
            follower.awaitEnd(config.hypothesesWait());
            versions = known.getOrDefault(request, List.of());
            known.putIfAbsent(request, versions);
        }
        return versions;
    }

    boolean ready() {
        return follower.caughtUp();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        HistoryRequest request = Json.read(record.value(), HistoryRequest.class);
        known.put(
                request.requestId(),
                request.purpose() != Purpose.WARM_UP
                        ? List.of()
                        : request.candidates().stream()
                                .map(candidate -> new VersionKey(candidate.hypothesisId(), candidate.version()))
                                .toList());
    }
}
