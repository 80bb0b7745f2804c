package io.beton.backtest.progress;

import io.beton.model.id.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this instance is doing or did lately, for people who wait. */
@ApplicationScoped
public class ProgressView {
    private static final int MOST_REQUESTS = 1000;

    private final Clock clock;
    private final Map<RequestId, Seen> requests = new LinkedHashMap<>();

    public ProgressView(Clock clock) {
        this.clock = clock;
    }

    public synchronized void partition(RequestId request, PartitionProgress progress) {
        seen(request).partitions.put(progress.partition(), progress);
    }

    public synchronized void reported(RequestId request) {
        seen(request).reported = true;
    }

    public synchronized Optional<RequestProgress> of(RequestId request) {
        return Optional.ofNullable(requests.get(request))
                .map(seen -> RequestProgress.of(
                        request, List.copyOf(seen.partitions.values()), seen.reported, clock.instant()));
    }

    private Seen seen(RequestId request) {
        Seen seen = requests.computeIfAbsent(request, added -> new Seen());
        if (requests.size() > MOST_REQUESTS) {
            requests.remove(requests.keySet().iterator().next());
        }
        return seen;
    }

    private static final class Seen {
        private final Map<Integer, PartitionProgress> partitions = new TreeMap<>();
        private boolean reported;
    }
}
