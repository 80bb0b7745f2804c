package io.beton.backtest.anchored;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.backtest.postings.Truth;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.match.Matcher;
import java.util.Arrays;

/** Asks a sequence's own matcher of each subject that was observed: its steps are of several postings. */
final class Sequences implements Truth {
    private final Windows windows;
    private final long windowStart;
    private final SubjectCursor subject;
    private final Matcher matcher;
    private final long[] words = new long[Block.WORDS];

    Sequences(SealedHistory history, Windows windows, Sequence sequence) {
        this.windows = windows;
        this.windowStart = history.days().windowStart();
        this.subject = new SubjectCursor(history, sequence.steps());
        this.matcher = Matcher.of(sequence, history.numbering());
    }

    @Override
    public long[] words() {
        return words;
    }

    @Override
    public void over(Block block) {
        Arrays.fill(words, 0);
        subject.enter(block);
        for (int place = 0; place < block.subjects(); place++) {
            if (Bits.has(windows.observed(), place)) {
                subject.moveTo(place);
                long from = windowStart + windows.from()[place];
                if (matcher.holds(subject, from, from + windows.length())) {
                    Bits.set(words, place);
                }
            }
        }
    }
}
