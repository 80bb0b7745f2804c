package io.beton.backtest.run;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.trace.Cause;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The requests of the last day.
 *
 * <p>Reads: history-requests, whole. Writes: nothing. On failure: an unreadable request becomes a dead letter, and so do
 * the records that name it.
 */
@Startup
@ApplicationScoped
class HistoryRequestView implements Surroundings.Requests {
    /** More than searches of a day can ask: about three million candidates. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_REQUESTS = 10_000;

    /** In the order of the topic. */
    private final Map<RequestId, KnownRequest> requests = new LinkedHashMap<>();

    private long bytes;
    private final Duration longestWait;
    private final TopicFollower follower;

    HistoryRequestView(TopicFollowers followers, BacktestConfig config) {
        this.longestWait = config.requestWait();
        this.follower = followers.follow(Topics.HISTORY_REQUESTS.name(), this::apply, this::lost);
    }

    /**
     * Waits for a request that has not come yet.
     *
     * <p>A request is published before anything is read for it, so it is on its topic by now if it ever was; it may only
     * not have been applied yet.
     */
    @Override
    public HistoryRequest require(RequestId request) {
        return find(request)
                .or(() -> afterTheEnd(request))
                .orElseThrow(() -> new IllegalArgumentException("[history] request " + request
                        + " is unknown; it was unreadable, or is older than its topic keeps requests"));
    }

    @Override
    public synchronized List<FollowUps.FollowUp> followUps(long from) {
        return requests.values().stream()
                .filter(known -> known.offset() >= from && known.follows())
                .map(known -> new FollowUps.FollowUp(known.offset(), known.request(), known.cause()))
                .toList();
    }

    @Override
    public boolean endsBefore(long place) {
        // what was asked meanwhile may not have been applied yet
        return place > follower.applied() + 1 && !applied(() -> follower.awaitApplied(place - 1, longestWait));
    }

    private Optional<HistoryRequest> afterTheEnd(RequestId request) {
        return applied(() -> {
            follower.awaitEnd(longestWait);
            return find(request);
        });
    }

    private static <T> T applied(Supplier<T> waitedFor) {
        try {
            return waitedFor.get();
        } catch (IllegalStateException e) {
            throw new KafkaException("[history] requests cannot be read at the moment: " + e.getMessage(), e);
        }
    }

    private synchronized Optional<HistoryRequest> find(RequestId request) {
        return Optional.ofNullable(requests.get(request)).map(KnownRequest::request);
    }

    private synchronized void apply(ConsumerRecord<String, byte[]> record) {
        KnownRequest request = new KnownRequest(record.value(), record.offset(), Cause.of(record));
        Optional<KnownRequest> before = Optional.ofNullable(requests.get(request.id()));
        if (before.filter(KnownRequest::hasPlace).isPresent()) {
            return;
        }
        before.ifPresent(this::drop);
        requests.put(request.id(), request);
        bytes += request.bytes();
        while (requests.size() > MOST_REQUESTS || bytes > MOST_BYTES) {
            drop(requests.values().iterator().next());
        }
    }

    private void drop(KnownRequest known) {
        requests.remove(known.id());
        bytes -= known.bytes();
    }

    /** Histories on their way still name what stood on the topic that is lost; its places count no more. */
    private synchronized void lost() {
        requests.replaceAll((id, known) -> known.withoutPlace());
    }
}
