package io.beton.backtest.run;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The requests of the last day.
 *
 * <p>Reads: history-requests, whole. Writes: nothing. On failure: an unreadable request becomes a dead letter, and so do
 * the records that name it.
 */
@Startup
@ApplicationScoped
class HistoryRequestView {
    private static final int MOST_REQUESTS = 2000;

    private final Map<RequestId, HistoryRequest> requests = new LinkedHashMap<>();
    /** Those that were waited for in vain, so that each costs one wait and not one per record. */
    private final Set<RequestId> missed = new LinkedHashSet<>();

    private final Duration longestWait;

    HistoryRequestView(TopicFollowers followers, BacktestConfig config) {
        this.longestWait = config.requestWait();
        followers.follow(Topics.HISTORY_REQUESTS.name(), this::apply);
    }

    /** The request, which is waited for if it has not come yet; unknown ones are an {@link IllegalStateException}. */
    synchronized HistoryRequest require(RequestId request) {
        long deadline = System.nanoTime() + (missed.contains(request) ? 0 : longestWait.toNanos());
        while (!requests.containsKey(request)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                missed.add(request);
                trim(missed);
                throw new IllegalStateException("[history] request " + request + " is unknown, also after "
                        + longestWait + "; it may be older than the topic keeps requests");
            }
            await(left);
        }
        return requests.get(request);
    }

    private synchronized void apply(ConsumerRecord<String, byte[]> record) {
        HistoryRequest request = Json.read(record.value(), HistoryRequest.class);
        requests.put(request.requestId(), request);
        trim(requests.keySet());
        missed.remove(request.requestId());
        notifyAll();
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[history] interrupted while waiting for a request", e);
        }
    }

    private static void trim(Set<RequestId> eldestFirst) {
        if (eldestFirst.size() > MOST_REQUESTS) {
            eldestFirst.remove(eldestFirst.iterator().next());
        }
    }
}
