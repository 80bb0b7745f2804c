package io.beton.backtest.history;

import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectFacts;
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
    /** What a match takes in its posting, and beside it while that is written. */
    private static final int BYTES_PER_MATCH = Long.BYTES + 2 * Integer.BYTES;

    private final HistoryRequest request;
    private final Numbering selectors;
    private final SelectorSets sets;
    /** The properties whose values are told apart, in the order of their columns. */
    private final List<String> properties;

    private final List<ValueNumbers> values;

    private EventColumns events;
    private final Map<SubjectId, Integer> numbers = new HashMap<>();
    private final List<SubjectFacts> subjects = new ArrayList<>();
    private final long windowStart;
    private final long windowEnd;
    private long activityBytes;
    private long matches;
    private long sealed;

    public PartitionHistory(HistoryRequest request) {
        this.request = request;
        this.selectors = new Numbering(request.selectors(), request.counted());
        this.sets = new SelectorSets(selectors);
        this.properties = request.counted().stream()
                .map(CountedProperty::property)
                .distinct()
                .toList();
        this.values = properties.stream().map(property -> new ValueNumbers()).toList();
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

    /** How many distinct events came. */
    public long events() {
        return sealed + events.size();
    }

    public long subjects() {
        return subjects.size();
    }

    /** About how much memory this takes, with what sealing will need on top. */
    public long bytes() {
        return events.bytes()
                + matches * BYTES_PER_MATCH
                + values.stream().mapToLong(ValueNumbers::bytes).sum()
                + (long) subjects.size() * BYTES_PER_SUBJECT
                + activityBytes;
    }

    /** The same in the form in which it is counted; what was gathered is given up. */
    public SealedHistory seal() {
        Posting[] postings = new Sealing(events, sets, selectors, properties, windowStart, subjects.size()).postings();
        sealed = events.size();
        events = new EventColumns(properties.size());
        return new SealedHistory(request, selectors, properties, postings, subjects);
    }

    private void add(EventBatch.Event event) {
        if (inWindow(event.timestamp())) {
            matches += event.matched().size();
            events.add(
                    number(event.subject()),
                    event.timestamp(),
                    event.createdAt(),
                    event.uuid(),
                    sets.number(event.matched()),
                    valued(event),
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

    private int[] valued(EventBatch.Event event) {
        int[] numbers = new int[properties.size()];
        for (int property = 0; property < numbers.length; property++) {
            long hash = event.values().getOrDefault(properties.get(property), SubjectEvents.NO_VALUE);
            numbers[property] = values.get(property).of(hash);
        }
        return numbers;
    }

    private long session(EventBatch.Activity activity) {
        int column = properties.indexOf(CountedProperty.SESSION);
        return column < 0 ? SubjectEvents.NO_VALUE : values.get(column).of(activity.firstSession());
    }

    /** What a batch tells of a day that the window cuts is taken as far as it lies in the window. */
    private void seen(EventBatch.Activity activity) {
        long first = inWindow(activity.first()) ? activity.first() : activity.last();
        long last = inWindow(activity.last()) ? activity.last() : activity.first();
        if (inWindow(first)) {
            SubjectFacts facts = facts(activity.subject());
            activityBytes -= facts.activityBytes();
            facts.seen(first, first, first == activity.first() ? session(activity) : SubjectEvents.NO_VALUE);
            facts.seen(last, last, SubjectEvents.NO_VALUE);
            activityBytes += facts.activityBytes();
        }
    }

    private boolean inWindow(long at) {
        return at >= windowStart && at < windowEnd;
    }

    private int precedence(int subject, int matched, int otherSubject, int otherMatched) {
        int bySubject = subjects.get(subject)
                .id()
                .value()
                .compareTo(subjects.get(otherSubject).id().value());
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
