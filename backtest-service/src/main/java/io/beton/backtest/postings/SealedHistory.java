package io.beton.backtest.postings;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Numbering;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one partition holds of one request when all of it has come: in columns, ready to be counted. */
public final class SealedHistory {
    private final HistoryRequest request;
    private final Numbering numbering;
    private final List<String> properties;
    private final int[] differentValues;
    private final Posting[] postings;
    private final List<SubjectFacts> subjects;
    private final Days days;
    private final long[] firstSeen;
    private final long[] created;
    private final long[] held;
    private final long[] active;
    private final Map<Selector, long[]> convertedBefore = new HashMap<>();

    /**
     * @param properties whose values are told apart, in the order of their columns
     * @param differentValues how many each of them has
     */
    public SealedHistory(
            HistoryRequest request,
            Numbering numbering,
            List<String> properties,
            int[] differentValues,
            Posting[] postings,
            List<SubjectFacts> subjects) {
        this.request = request;
        this.numbering = numbering;
        this.properties = properties;
        this.differentValues = differentValues;
        this.postings = postings;
        this.subjects = subjects;
        this.days = new Days(request.windowStart(), request.windowEnd());
        this.firstSeen = subjects.stream().mapToLong(SubjectFacts::firstSeen).toArray();
        this.created = subjects.stream().mapToLong(SubjectFacts::created).toArray();
        boolean activity = request.needsActivity();
        this.held = setOf(activity ? subjects.stream().map(SubjectFacts::held) : Stream.empty());
        this.active = activity ? activeDays() : new long[0];
        for (Selector outcome : request.earlierOutcomes()) {
            int selector = numbering.of(outcome);
            convertedBefore.put(outcome, setOf(subjects.stream().map(facts -> facts.earlier(selector) != Times.NEVER)));
        }
    }

    public HistoryRequest request() {
        return request;
    }

    public Numbering numbering() {
        return numbering;
    }

    public Posting posting(int selector) {
        return postings[selector];
    }

    public Posting posting(Selector selector) {
        return postings[numbering.of(selector)];
    }

    /** How many different values a property has at most. */
    public int differentValues(String property) {
        return differentValues[column(property)];
    }

    /** How many properties have their values told apart. */
    public int properties() {
        return properties.size();
    }

    /** The column of a property's values. */
    public int column(String property) {
        return properties.indexOf(property);
    }

    public SubjectFacts facts(int subject) {
        return subjects.get(subject);
    }

    public int subjects() {
        return subjects.size();
    }

    public int blocks() {
        return Block.count(subjects.size());
    }

    public Block block(int number) {
        return Block.of(number, subjects.size());
    }

    /** The days of the history window. */
    public Days days() {
        return days;
    }

    /** The first counted event of a subject, or {@link Times#NEVER}. */
    public long firstSeen(int subject) {
        return firstSeen[subject];
    }

    /** When the source made a subject, or {@link Times#NEVER}. */
    public long created(int subject) {
        return created[subject];
    }

    /** The subjects that rolling designs count in the holdout; nobody where no activity was read. */
    public long[] held() {
        return held;
    }

    /** The days with counted events: {@link Days#words} for each subject; nothing where it was not read. */
    public long[] active() {
        return active;
    }

    /** The subjects that had an outcome, which is none that can be repeated, in the year before the window. */
    public long[] convertedBefore(Selector outcome) {
        return convertedBefore.get(outcome);
    }

    /** What the postings take; the subjects and what is known of them are not among it. */
    public long postingBytes() {
        return Arrays.stream(postings).mapToLong(Posting::bytes).sum();
    }

    /** How many matches the postings hold. */
    public long matches() {
        return Arrays.stream(postings)
                .mapToLong(posting -> posting.matches().length)
                .sum();
    }

    private long[] setOf(Stream<Boolean> members) {
        long[] words = new long[blocks() * Block.WORDS];
        int subject = 0;
        for (Boolean member : (Iterable<Boolean>) members::iterator) {
            if (member) {
                Bits.set(words, subject);
            }
            subject++;
        }
        return words;
    }

    private long[] activeDays() {
        long[] words = new long[Math.multiplyExact(subjects.size(), days.words())];
        IntStream.range(0, subjects.size()).parallel().forEach(subject -> {
            SubjectFacts facts = subjects.get(subject);
            for (int i = 0; i < facts.activeDays(); i++) {
                int day = days.of(facts.firstOfDay(i));
                words[subject * days.words() + (day >>> 6)] |= 1L << day;
            }
        });
        return words;
    }
}
