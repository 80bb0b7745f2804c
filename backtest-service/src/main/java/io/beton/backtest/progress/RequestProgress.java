package io.beton.backtest.progress;

import io.beton.model.id.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far one request has come on this instance; partitions that another instance reads are not among them.
 *
 * @param secondsLeft of reading, if it goes on as fast as so far; nothing where that cannot be told
 * @param reported whether this instance published the request's results
 */
public record RequestProgress(
        RequestId requestId, List<PartitionProgress> partitions, OptionalLong secondsLeft, boolean reported) {
    public RequestProgress {
        partitions = List.copyOf(partitions);
    }

    static RequestProgress of(RequestId request, List<PartitionProgress> partitions, boolean reported, Instant now) {
        return new RequestProgress(request, partitions, secondsLeft(partitions, now), reported);
    }

    /** By the events of all partitions that are being read: readers take turns among them. */
    private static OptionalLong secondsLeft(List<PartitionProgress> partitions, Instant now) {
        List<PartitionProgress> reading = partitions.stream()
                .filter(partition -> partition.state() == PartitionProgress.State.READING)
                .toList();
        if (reading.isEmpty()) {
            return partitions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(0);
        }
        long events = reading.stream().mapToLong(PartitionProgress::events).sum();
        long expected =
                reading.stream().mapToLong(PartitionProgress::expectedEvents).sum();
        boolean told = reading.stream().allMatch(partition -> partition.expectedEvents() > 0);
        if (!told || events == 0) {
            return OptionalLong.empty();
        }
        Instant started = reading.stream()
                .map(PartitionProgress::startedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        double passed = Duration.between(started, now).toMillis() / 1000.0;
        return OptionalLong.of(Math.round(passed * Math.max(0, expected - events) / events));
    }
}
