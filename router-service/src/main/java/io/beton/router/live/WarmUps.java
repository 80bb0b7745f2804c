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
 * Which hypothesis versions each history warms up, and since when it leaves nothing out; none for histories of other
 * purposes.
 *
 * <p>Reads: history-requests. Writes: nothing. On failure: a request that cannot be read becomes a dead letter.
 */
@Startup
@Singleton
final class WarmUps {
    private static final WarmUp NONE = new WarmUp(List.of(), 0);

    private final Map<RequestId, WarmUp> known = new ConcurrentHashMap<>();
    private final TopicFollower follower;
    private final LiveConfig config;

    WarmUps(TopicFollowers followers, LiveConfig config) {
        this.config = config;
        this.follower = followers.follow(Topics.HISTORY_REQUESTS.name(), this::apply);
    }

    /** A request is published before its history, so one that is still unknown at the end is older than its topic. */
    WarmUp of(RequestId request) {
        WarmUp warmUp = known.get(request);
        if (warmUp == null) {
            follower.awaitEnd(config.hypothesesWait());
            warmUp = known.getOrDefault(request, NONE);
            known.putIfAbsent(request, warmUp);
        }
        return warmUp;
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        HistoryRequest request = Json.read(record.value(), HistoryRequest.class);
        known.put(
                request.requestId(),
                request.purpose() != Purpose.WARM_UP
                        ? NONE
                        : new WarmUp(
                                request.candidates().stream()
                                        .map(candidate -> new VersionKey(candidate.hypothesisId(), candidate.version()))
                                        .toList(),
                                request.windowEnd()));
    }

    /** @param since up to here it reads by its window, and on to the moment of reading */
    record WarmUp(List<VersionKey> versions, long since) {}
}
