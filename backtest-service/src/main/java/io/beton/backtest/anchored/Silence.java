package io.beton.backtest.anchored;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import java.util.Arrays;
import java.util.List;

/** Churn: no counted event in the horizon. */
final class Silence implements Fates.Outcomes {
    private final Windows windows;
    private final long horizon;
    private final long windowStart;
    private final SubjectCursor subject;
    private final long[] never = new long[Block.WORDS];
    private final long[] reached = new long[Block.WORDS];

    Silence(Windows windows, SealedHistory history, long horizon) {
        this.windows = windows;
        this.horizon = horizon;
        this.windowStart = history.days().windowStart();
        this.subject = new SubjectCursor(history, List.of());
    }

    @Override
    public long[] before() {
        return never;
    }

    @Override
    public long[] reached() {
        return reached;
    }

    @Override
    public void over(Block block) {
        Arrays.fill(reached, 0);
        subject.enter(block);
        for (int place = 0; place < block.subjects(); place++) {
            if (Bits.has(windows.observed(), place)) {
                subject.moveTo(place);
                long landmark = windowStart + windows.from()[place] + windows.length();
                if (!subject.activeIn(landmark, landmark + horizon)) {
                    Bits.set(reached, place);
                }
            }
        }
    }
}
