package io.beton.backtest.run;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The requests that are known, by id.
 *
 * <p>Reads: history-requests. Writes: nothing. On failure: a request that cannot be read becomes a dead letter.
 */
@Startup
@ApplicationScoped
public class Requests {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Map<RequestId, HistoryRequest> known = new ConcurrentHashMap<>();
    private final TopicFollower follower;

    Requests(TopicFollowers followers) {
        follower = followers.follow(Topics.HISTORY_REQUESTS.name(), this::apply);
    }

    /** The request, waited for where its history came before it; nothing where it is older than the topic keeps. */
    Optional<HistoryRequest> find(RequestId id) {
        if (!known.containsKey(id)) {
            follower.awaitEnd(LONGEST_WAIT);
        }
        return Optional.ofNullable(known.get(id));
    }

    boolean ready() {
        return follower.caughtUp();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        HistoryRequest request = Json.read(record.value(), HistoryRequest.class);
        known.put(request.requestId(), request);
    }
}
