package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Matcher;
import io.beton.model.match.Times;

/** Asks a condition's own matcher of every subject that has a match, where no loop over columns is known. */
abstract class AskedTruth extends LandmarkTruth {
    private final int[] selectors;
    private final SubjectCursor subject;
    private final Matcher matcher;
    private final long lookback;

    /** @param condition one that does not hold where there is no event */
    private AskedTruth(Landmarks landmarks, SealedHistory history, Condition condition) {
        super(landmarks);
        this.selectors = condition
                .selectors()
                .mapToInt(history.numbering()::of)
                .distinct()
                .toArray();
        this.subject = new SubjectCursor(history, condition.selectors().toList());
        this.matcher = Matcher.of(condition, history.numbering());
        this.lookback = landmarks.lookbackDays() * Times.DAY;
    }

    @Override
    final void mark(Block block) {
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

    /** Marks the landmarks of the subject that the cursor stands at. */
    abstract void ask(int place);

    final boolean holdsBefore(long end) {
        return matcher.holds(subject, end - lookback, end);
    }

    /** Over the whole days before each landmark. */
    static final class AtLandmarks extends AskedTruth {
        AtLandmarks(Landmarks landmarks, SealedHistory history, Condition condition) {
            super(landmarks, history, condition);
        }

        @Override
        void ask(int place) {
            for (int day = 0; day < landmarks().days().end(); day++) {
                if (Bits.has(landmarks().all(), day)
                        && holdsBefore(landmarks().days().start(day))) {
                    mark(place, day);
                }
            }
        }
    }

    /** Over the time that ends with each match, for the landmark behind it. */
    static final class AtEvents extends AskedTruth {
        AtEvents(Landmarks landmarks, SealedHistory history, Condition condition) {
            super(landmarks, history, condition);
        }

        @Override
        void ask(int place) {
            for (int selector : selectors()) {
                for (int i = 0; i < subject().count(selector); i++) {
                    long time = subject().time(selector, i);
                    int landmark = landmarks().behind(landmarks().days().of(time));
                    if (!isMarked(place, landmark) && holdsBefore(time + 1)) {
                        mark(place, landmark);
                    }
                }
            }
        }
    }

    final int[] selectors() {
        return selectors;
    }

    final SubjectCursor subject() {
        return subject;
    }
}
