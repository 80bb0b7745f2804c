package io.beton.backtest.history;

import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectFacts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.EventBatch;
import io.beton.model.event.PackedBatch;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    private final SubjectNumbers numbers = new SubjectNumbers();
    private final List<SubjectFacts> subjects = new ArrayList<>();
    private final int bytesPerSubject;
    private final long windowStart;
    private final long windowEnd;
    private long factBytes;
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
        this.bytesPerSubject = BYTES_PER_SUBJECT + activeBytes(request);
    }

    /** Where activity is read there is a bit for each day of each subject. */
    private static int activeBytes(HistoryRequest request) {
        return request.needsActivity() ? new Days(request.windowStart(), request.windowEnd()).words() * Long.BYTES : 0;
    }

    public void add(EventBatch batch) {
        add(PackedBatch.of(batch));
    }

    /** Reads a batch column by column, without an object for each event. */
    public void add(PackedBatch batch) {
        int[] numbers = batch.subjects().stream().mapToInt(this::number).toArray();
        BatchNumbers known = new BatchNumbers(batch, sets);
        addEvents(batch, numbers, known);
        for (int day = 0; day < batch.activeDays(); day++) {
            seen(facts(numbers[batch.activeSubject(day)]), batch, day);
        }
        for (int i = 0; i < batch.born(); i++) {
            facts(numbers[batch.bornSubject(i)]).created(batch.bornAt(i));
        }
        for (int i = 0; i < batch.earlier(); i++) {
            earlier(
                    facts(numbers[batch.earlierSubject(i)]),
                    known.selectors().get(batch.earlierSelector(i)),
                    batch.earlierAt(i));
        }
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
                + (long) subjects.size() * bytesPerSubject
                + factBytes;
    }

    /** How much it will be at least when so much has come. */
    public long bytesOf(long expectedEvents, long expectedSubjects) {
        int row = EventColumns.LEAST_BYTES_PER_ROW + properties.size() * Integer.BYTES + BYTES_PER_MATCH;
        return expectedEvents * row + expectedSubjects * bytesPerSubject;
    }

    /** The same in the form in which it is counted; what was gathered is given up. */
    public SealedHistory seal() {
        Posting[] postings = new Sealing(events, sets, selectors, properties, windowStart, subjects.size()).postings();
        sealed = events.size();
        events = new EventColumns(properties.size());
        int[] different = values.stream().mapToInt(ValueNumbers::size).toArray();
        return new SealedHistory(request, selectors, properties, different, postings, subjects);
    }

    private void addEvents(PackedBatch batch, int[] numbers, BatchNumbers known) {
        int[] columns =
                batch.properties().stream().mapToInt(properties::indexOf).toArray();
        int[] valued = new int[properties.size()];
        int match = 0;
        int value = 0;
        for (int event = 0; event < batch.events(); event++) {
            int matched = batch.matches(event);
            Arrays.fill(valued, 0);
            for (int left = batch.values(event); left > 0; left--, value++) {
                int column = columns[batch.valueProperty(value)];
                if (column >= 0) {
                    valued[column] = values.get(column).of(batch.valueHash(value));
                }
            }
            if (inWindow(batch.timestamp(event))) {
                matches += matched;
                events.add(
                        batch,
                        event,
                        numbers[batch.subject(event)],
                        known.set(match, matched),
                        valued,
                        this::precedence);
            }
            match += matched;
        }
    }

    private void earlier(SubjectFacts facts, SelectorId outcome, long at) {
        if (at >= windowStart - EARLIER_REACH && at < windowStart) {
            factBytes -= facts.bytes();
            selectors.of(outcome).ifPresent(selector -> facts.earlier(selector, at));
            factBytes += facts.bytes();
        }
    }

    /** What a batch tells of a day that the window cuts is taken as far as it lies in the window. */
    private void seen(SubjectFacts facts, PackedBatch batch, int day) {
        long toldFirst = batch.firstOfDay(day);
        long toldLast = batch.lastOfDay(day);
        long first = inWindow(toldFirst) ? toldFirst : toldLast;
        long last = inWindow(toldLast) ? toldLast : toldFirst;
        if (inWindow(first)) {
            factBytes -= facts.bytes();
            facts.seen(first, first, first == toldFirst ? session(batch.firstSession(day)) : SubjectEvents.NO_VALUE);
            facts.seen(last, last, SubjectEvents.NO_VALUE);
            factBytes += facts.bytes();
        }
    }

    private long session(long hash) {
        int column = properties.indexOf(CountedProperty.SESSION);
        return column < 0 ? SubjectEvents.NO_VALUE : values.get(column).of(hash);
    }

    private boolean inWindow(long at) {
        return at >= windowStart && at < windowEnd;
    }

    private int precedence(int subject, int matched, int otherSubject, int otherMatched) {
        int bySubject =
                facts(subject).id().value().compareTo(facts(otherSubject).id().value());
        return bySubject != 0 ? bySubject : sets.name(matched).compareTo(sets.name(otherMatched));
    }

    private SubjectFacts facts(int subject) {
        return subjects.get(subject);
    }

    private int number(String subject) {
        int number = numbers.of(subject, subjects.size());
        if (number == subjects.size()) {
            subjects.add(new SubjectFacts(new SubjectId(subject)));
        }
        return number;
    }
}
