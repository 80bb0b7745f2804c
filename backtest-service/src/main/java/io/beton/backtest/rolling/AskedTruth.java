package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.backtest.postings.Truth;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Matcher;
import io.beton.model.match.Times;
import java.util.Arrays;

/** Asks a condition's own matcher at every landmark of every subject that has a match: no loop over columns is known. */
final class AskedTruth implements Truth {
    private final Landmarks landmarks;
    private final int[] selectors;
    private final SubjectCursor subject;
    private final Matcher matcher;
    private final long[] words;

    /** @param condition one that does not hold where there is no event */
    AskedTruth(Landmarks landmarks, SealedHistory history, Condition condition) {
        this.landmarks = landmarks;
        this.selectors = condition
                .selectors()
                .mapToInt(history.numbering()::of)
                .distinct()
                .toArray();
        this.subject = new SubjectCursor(history, condition.selectors().toList());
        this.matcher = Matcher.of(condition, history.numbering());
        this.words = new long[Block.SIZE * landmarks.days().words()];
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
            subject.moveTo(place);
            if (matched()) {
                ask(place);
            }
        }
    }

    private boolean matched() {
        for (int selector : selectors) {
            if (subject.count(selector) > 0) {
                return true;
            }
        }
        return false;
    }

    private void ask(int place) {
        for (int day = 0; day < landmarks.days().end(); day++) {
            if (Bits.has(landmarks.all(), day)) {
                long landmark = landmarks.days().start(day);
                if (matcher.holds(subject, landmark - landmarks.lookbackDays() * Times.DAY, landmark)) {
                    words[place * landmarks.days().words() + (day >>> 6)] |= 1L << day;
                }
            }
        }
    }
}
