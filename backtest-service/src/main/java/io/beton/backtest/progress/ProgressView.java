package io.beton.backtest.progress;

import io.beton.model.id.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    /** Another instance goes on with it. */
    public synchronized void abandoned(RequestId request, int partition) {
        seen(request).partitions.remove(partition);
    }

    public synchronized void reported(RequestId request) {
        seen(request).reported = true;
    }

    public synchronized Optional<RequestProgress> of(RequestId request) {
        return Optional.ofNullable(requests.get(request))
                .map(seen -> RequestProgress.of(
                        request, List.copyOf(seen.partitions.values()), seen.reported, clock.instant()));
    }

    /** The subjects of requests that are being read. */
    public synchronized long subjectsReading() {
        return reading().mapToLong(PartitionProgress::subjects).sum();
    }

    /** How long the request that takes longest will still be read, where that can be told; 0 where nothing is read. */
    public synchronized long secondsLeft() {
        return requests.keySet().stream()
                .flatMap(request -> of(request).stream())
                .flatMapToLong(progress -> progress.secondsLeft().stream())
                .max()
                .orElse(0);
    }

    private Stream<PartitionProgress> reading() {
        return requests.values().stream()
                .flatMap(seen -> seen.partitions.values().stream())
                .filter(partition -> partition.state() == PartitionProgress.State.READING);
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
