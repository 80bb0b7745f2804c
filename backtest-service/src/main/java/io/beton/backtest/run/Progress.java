package io.beton.backtest.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.id.RequestId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How far this instance is with each request; kept in memory only. */
@ApplicationScoped
public class Progress {
    private final ConcurrentMap<RequestId, Map<Integer, Partition>> requests = new ConcurrentHashMap<>();
    private final Counter events;

    Progress(MeterRegistry meters) {
        this.events = meters.counter("beton.events.read");
    }

    void read(RequestId request, int partition, PartitionHistory history) {
        note(request, partition, history, State.READING);
    }

    void counted(RequestId request, int partition, PartitionHistory history) {
        note(request, partition, history, State.COUNTED);
        events.increment(history.events());
    }

    Optional<Collection<Partition>> of(RequestId request) {
        return Optional.ofNullable(requests.get(request)).map(partitions -> {
            synchronized (partitions) {
                return java.util.List.copyOf(partitions.values());
            }
        });
    }

    private void note(RequestId request, int partition, PartitionHistory history, State state) {
        Map<Integer, Partition> partitions = requests.computeIfAbsent(request, added -> new TreeMap<>());
        synchronized (partitions) {
            partitions.put(partition, new Partition(partition, state, history.events(), history.subjects()));
        }
    }

    record Partition(int partition, State state, long events, long subjects) {}

    enum State {
        @JsonProperty("reading")
        READING,
        @JsonProperty("counted")
        COUNTED
    }
}
