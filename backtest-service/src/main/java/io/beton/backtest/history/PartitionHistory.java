package io.beton.backtest.history;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one partition holds of one request, in memory: distinct events inside the window, first sightings, times of
 * creation and earlier outcomes of every subject. The order in which batches are added changes nothing.
 */
public final class PartitionHistory {
    private static final long EARLIER_REACH = 365 * Times.DAY;
    /** An id, its entry in the map and the facts beside it; a guess on the large side. */
    private static final int BYTES_PER_SUBJECT = 240;
    /** Scoring groups the rows by subject. */
    private static final int SCORING_BYTES_PER_EVENT = Integer.BYTES;

    private final HistoryRequest request;
    private final Numbering selectors;
    private final SelectorSets sets;
    /** The properties whose values are told apart, in the order of their columns. */
    private final List<String> properties;

    private final EventColumns events;
    private final Map<SubjectId, Integer> numbers = new HashMap<>();
    private final List<SubjectFacts> subjects = new ArrayList<>();
    private final long windowStart;
    private final long windowEnd;
    private long activityBytes;

    public PartitionHistory(HistoryRequest request) {
        this.request = request;
        this.selectors = new Numbering(request.selectors(), request.counted());
        this.sets = new SelectorSets(selectors);
        this.properties = request.counted().stream()
                .map(CountedProperty::property)
                .distinct()
                .toList();
        this.events = new EventColumns(properties.size());
        this.windowStart = request.windowStart();
        this.windowEnd = request.windowEnd();
    }

    public void add(EventBatch batch) {
        batch.events().forEach(this::add);
        for (EventBatch.Activity activity : batch.activity()) {
            seen(activity);
        }
        batch.born().forEach((subject, at) -> facts(subject).created(at));
        batch.earlier().forEach(this::add);
    }

    public long events() {
        return events.size();
    }

    public long subjects() {
        return subjects.size();
    }

    /** About how much memory this takes, with what scoring will need on top. */
    public long bytes() {
        return events.bytes()
                + (long) events.size() * SCORING_BYTES_PER_EVENT
                + (long) subjects.size() * BYTES_PER_SUBJECT
                + activityBytes;
    }

    HistoryRequest request() {
        return request;
    }

    Numbering selectors() {
        return selectors;
    }

    EventColumns rows() {
        return events;
    }

    /** The column of a property's values. */
    int column(String property) {
        return properties.indexOf(property);
    }

    int[] matched(int row) {
        return sets.members(events.matches(row));
    }

    SubjectFacts facts(int subject) {
        return subjects.get(subject);
    }

    private void add(EventBatch.Event event) {
        if (inWindow(event.timestamp())) {
            events.add(
                    number(event.subject()),
                    event.timestamp(),
                    event.createdAt(),
                    event.uuid(),
                    sets.number(event.matched()),
                    hashes(event),
                    this::precedence);
        }
    }

    private void add(EventBatch.EarlierOutcome outcome) {
        if (outcome.at() >= windowStart - EARLIER_REACH && outcome.at() < windowStart) {
            selectors
                    .of(outcome.outcome())
                    .ifPresent(selector -> facts(outcome.subject()).earlier(selector, selectors.size(), outcome.at()));
        }
    }

    private long[] hashes(EventBatch.Event event) {
        return properties.stream()
                .mapToLong(property -> event.values().getOrDefault(property, SubjectEvents.NO_VALUE))
                .toArray();
    }

    /** What a batch tells of a day that the window cuts is taken as far as it lies in the window. */
    private void seen(EventBatch.Activity activity) {
        long first = inWindow(activity.first()) ? activity.first() : activity.last();
        long last = inWindow(activity.last()) ? activity.last() : activity.first();
        if (inWindow(first)) {
            SubjectFacts facts = facts(activity.subject());
            activityBytes -= facts.activityBytes();
            facts.seen(first, first, first == activity.first() ? activity.firstSession() : SubjectEvents.NO_VALUE);
            facts.seen(last, last, SubjectEvents.NO_VALUE);
            activityBytes += facts.activityBytes();
        }
    }

    private boolean inWindow(long at) {
        return at >= windowStart && at < windowEnd;
    }

    private int precedence(int subject, int matched, int otherSubject, int otherMatched) {
        int bySubject =
                facts(subject).id().value().compareTo(facts(otherSubject).id().value());
        return bySubject != 0 ? bySubject : sets.name(matched).compareTo(sets.name(otherMatched));
    }

    private SubjectFacts facts(SubjectId subject) {
        return subjects.get(number(subject));
    }

    private int number(SubjectId subject) {
        return numbers.computeIfAbsent(subject, added -> {
            subjects.add(new SubjectFacts(added));
            return subjects.size() - 1;
        });
    }
}
