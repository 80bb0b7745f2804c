package io.beton.backtest.run;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.event.EventBatch;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.SelectorNumbers;
import io.beton.model.match.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one partition holds of one request's history, in memory until its end has come. */
final class PartitionHistory {
    /** Measured on small subjects: columns with their slack, the log itself, its entry in the map. */
    private static final long BYTES_PER_EVENT = 64;

    private static final long BYTES_PER_SUBJECT = 320;

    private final HistoryRequest request;
    private final SelectorNumbers numbers;
    private final SelectorSets selectorSets;
    private final Map<SubjectId, SubjectLog> subjects = new HashMap<>();
    private final Map<SubjectId, Map<SelectorId, Long>> earlier = new HashMap<>();
    private long nextSequence;
    private long events;
    private Optional<String> broken = Optional.empty();

    PartitionHistory(HistoryRequest request) {
        this.request = request;
        this.numbers = new SelectorNumbers(request.selectors());
        this.selectorSets = new SelectorSets(numbers);
    }

    HistoryRequest request() {
        return request;
    }

    long events() {
        return events;
    }

    long subjects() {
        return subjects.size();
    }

    long bytes() {
        return events * BYTES_PER_EVENT + subjects.size() * BYTES_PER_SUBJECT;
    }

    /** Whether a record with this number is a repeat of one that was taken. */
    boolean repeats(long sequence) {
        return sequence < nextSequence;
    }

    /** Takes the next record of the reading; a gap makes the partition unusable. */
    void accept(HistoryRecord.Batch batch) {
        follow(batch.sequence());
        batch.events().events().forEach(this::event);
        batch.events().activity().forEach(activity -> log(activity.subject()).seen(activity.first()));
        batch.events().born().forEach((subject, at) -> log(subject).created(at));
        for (EventBatch.EarlierOutcome outcome : batch.events().earlier()) {
            earlier.computeIfAbsent(outcome.subject(), added -> new HashMap<>())
                    .merge(outcome.outcome(), outcome.at(), Math::min);
        }
    }

    /** Counts every candidate over what came, now that the end is here. */
    PartialCounts end(HistoryRecord.End end, int partition, int partitions) {
        follow(end.sequence());
        Optional<String> failure = end.failure().or(() -> broken);
        Scorer scorer = new Scorer(request, numbers);
        long distinct = 0;
        if (failure.isEmpty()) {
            for (Map.Entry<SubjectId, SubjectLog> subject : subjects.entrySet()) {
                SubjectHistory history = subject.getValue().seal(selectorSets);
                distinct += history.events();
                scorer.count(history, earlier.getOrDefault(subject.getKey(), Map.of()));
            }
        }
        return new PartialCounts(
                request.requestId(),
                partition,
                partitions,
                distinct,
                subjects.size(),
                Times.instant(end.readAt()),
                failure,
                failure.isEmpty() ? scorer.counts() : List.of());
    }

    private void follow(long sequence) {
        if (sequence != nextSequence && broken.isEmpty()) {
            broken = Optional.of("the history has a gap: record " + nextSequence + " of a partition is missing");
        }
        nextSequence = sequence + 1;
    }

    private void event(EventBatch.Event event) {
        if (event.timestamp() >= request.windowStart() && event.timestamp() < request.windowEnd()) {
            log(event.subject()).add(event, selectorSets.number(event.matched()));
            events++;
        }
    }

    private SubjectLog log(SubjectId subject) {
        return subjects.computeIfAbsent(subject, added -> new SubjectLog());
    }
}
