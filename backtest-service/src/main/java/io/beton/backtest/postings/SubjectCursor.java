package io.beton.backtest.postings;

import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import java.util.Collection;

/** Walks over the subjects of a block in their order and shows each one's matches of some selectors. */
public final class SubjectCursor implements SubjectEvents {
    private final SealedHistory history;
    private final long windowStart;
    private final Posting[] postings;
    /** The selectors that are shown. */
    private final int[] shown;
    /** Where the subject's matches begin and end, by selector. */
    private final int[] from;

    private final int[] to;
    /** For each counted property its selector and the numbers of its values. */
    private final int[] selectors;

    private final int[][] values;
    private Block block;
    private int subject;

    public SubjectCursor(SealedHistory history, Collection<Selector> shown) {
        Numbering numbering = history.numbering();
        this.history = history;
        this.windowStart = history.days().windowStart();
        this.shown = shown.stream().mapToInt(numbering::of).distinct().toArray();
        this.postings = new Posting[numbering.size()];
        for (int selector : this.shown) {
            postings[selector] = history.posting(selector);
        }
        this.from = new int[postings.length];
        this.to = new int[postings.length];
        this.selectors =
                numbering.values().stream().mapToInt(Numbering.Value::selector).toArray();
        this.values = numbering.values().stream()
                .map(value -> history.posting(value.selector()).values(history.column(value.property())))
                .toArray(int[][]::new);
    }

    /** Stands before the first subject of a block. */
    public void enter(Block entered) {
        block = entered;
        for (int selector : shown) {
            to[selector] = postings[selector].start(entered);
        }
    }

    /** Goes on to a subject by its place in the block; behind the one before. */
    public void moveTo(int place) {
        subject = block.firstSubject() + place;
        for (int selector : shown) {
            long[] matches = postings[selector].matches();
            int end = postings[selector].end(block);
            int at = to[selector];
            while (at < end && Posting.place(matches[at]) < place) {
                at++;
            }
            from[selector] = at;
            while (at < end && Posting.place(matches[at]) == place) {
                at++;
            }
            to[selector] = at;
        }
    }

    @Override
    public int count(int selector) {
        return to[selector] - from[selector];
    }

    @Override
    public long time(int selector, int i) {
        return windowStart + Posting.time(postings[selector].matches()[from[selector] + i]);
    }

    @Override
    public long value(int property, int i) {
        return values[property][from[selectors[property]] + i];
    }

    @Override
    public int activeDays() {
        return facts().activeDays();
    }

    @Override
    public long firstOfDay(int i) {
        return facts().firstOfDay(i);
    }

    @Override
    public long lastOfDay(int i) {
        return facts().lastOfDay(i);
    }

    @Override
    public long firstSession() {
        return facts().firstSession();
    }

    @Override
    public long subjectCreated() {
        return facts().created();
    }

    public long earlier(int selector) {
        return facts().earlier(selector);
    }

    public boolean held() {
        return Bits.has(history.held(), subject);
    }

    private SubjectFacts facts() {
        return history.facts(subject);
    }
}
