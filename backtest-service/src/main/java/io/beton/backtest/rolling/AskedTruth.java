package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Matcher;
import io.beton.model.match.Times;

/** Asks a condition's own matcher at every landmark of every subject that has a match: no loop over columns is known. */
final class AskedTruth extends LandmarkTruth {
    private final int[] selectors;
    private final SubjectCursor subject;
    private final Matcher matcher;

    /** @param condition one that does not hold where there is no event */
    AskedTruth(Landmarks landmarks, SealedHistory history, Condition condition) {
        super(landmarks);
        this.selectors = condition
                .selectors()
                .mapToInt(history.numbering()::of)
                .distinct()
                .toArray();
        this.subject = new SubjectCursor(history, condition.selectors().toList());
        this.matcher = Matcher.of(condition, history.numbering());
    }

    @Override
    void mark(Block block) {
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
        long lookback = landmarks().lookbackDays() * Times.DAY;
        for (int day = 0; day < landmarks().days().end(); day++) {
            if (Bits.has(landmarks().all(), day)) {
                long landmark = landmarks().days().start(day);
                if (matcher.holds(subject, landmark - lookback, landmark)) {
                    mark(place, day);
                }
            }
        }
    }
}
